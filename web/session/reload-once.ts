const RELOADED = 'lambdesk.reloaded/';

/**
 * Whether a page whose file could not be loaded is worth a reload: the file belongs to a version before the one that is served now, unless a reload has
 * not helped before or there is no network at all. Whoever gets a no tells what happened.
 * @param file says which file, such as the error that names its address
 */
export function isWorthReloading(file: string, { storage, online }: { storage: Pick<Storage, 'getItem' | 'setItem'>; online: boolean }): boolean {
  if (!online) return false;
  try {
    if (storage.getItem(`${RELOADED}${file}`) !== null) return false;
    storage.setItem(`${RELOADED}${file}`, new Date().toISOString());
    return true;
  } catch {
    return false;
  }
}
