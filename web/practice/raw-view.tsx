import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { texts } from '../texts/index.ts';
import './practice.css';

/** A text as it is, to read and to copy. */
export function CopyableText({ text }: { text: string }) {
  const words = texts.practice.raw;
  return (
    <div className="practice-raw">
      <CopyToClipboard copyButtonText={words.copy} copySuccessText={words.copied} copyErrorText={words.notCopied} textToCopy={text} />
      <pre tabIndex={0} aria-label={words.title}>{text}</pre>
    </div>
  );
}
