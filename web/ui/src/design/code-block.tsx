import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '@/i18n/texts';
import { IconButton } from './button';
import { designTexts } from './texts';
import { toastError } from './toasts';

export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useTexts(designTexts);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1_500);
    }, toastError);
  };
  return (
    <IconButton label={copied ? t.copied : (label ?? t.copy)} onClick={copy}>
      {copied ? <Check /> : <Copy />}
    </IconButton>
  );
}

export const CodeBlock = ({ code, label }: { code: string; label?: string }) => (
  <div className="code">
    <pre tabIndex={0} aria-label={label}>
      <code>{code}</code>
    </pre>
    <div className="copy">
      <CopyButton text={code} />
    </div>
  </div>
);
