import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, classes } from '@/design/button';
import { bytes } from '@/format/numbers';
import { useTexts } from '@/i18n/texts';
import { importTexts } from './texts';

export function DropZone({ file, onFile }: { file?: File; onFile: (file: File) => void }) {
  const t = useTexts(importTexts);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div
      className={classes('drop-zone', over && 'over')}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        const dropped = e.dataTransfer.files[0];
        if (dropped) onFile(dropped);
      }}
    >
      <FileUp aria-hidden size={24} strokeWidth={1.6} />
      {file ? (
        <strong>{t.chosen(file.name, bytes(file.size))}</strong>
      ) : (
        <span className="soft">{t.drop}</span>
      )}
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        aria-label={t.uploadTitle}
        accept=".csv,.tsv,.txt,.jsonl,.ndjson,.json,.parquet,.gz"
        onChange={(e) => {
          const chosen = e.target.files?.[0];
          if (chosen) onFile(chosen);
          e.target.value = '';
        }}
      />
      <Button small onClick={() => input.current?.click()}>
        {file ? t.chooseOther : t.choose}
      </Button>
    </div>
  );
}
