import type { Plugin } from 'vite';

/**
 * Cloudscape writes its fonts into its style sheet, where all of them are loaded before anything is shown. Files of their own are loaded
 * when a text needs them, and a strict content security policy lets them in.
 */
export const fontFiles = (): Plugin => ({
  name: 'font-files',
  generateBundle(_, bundle) {
    for (const sheet of Object.values(bundle)) {
      if (sheet.type !== 'asset' || !sheet.fileName.endsWith('.css')) continue;
      sheet.source = String(sheet.source).replace(/url\(["']?data:font\/woff2;base64,([^"')]+)["']?\)/g, (_, data: string) => {
        const file = this.emitFile({ type: 'asset', name: 'font.woff2', source: Buffer.from(data, 'base64') });
        return `url(/${this.getFileName(file)})`;
      });
    }
  },
});
