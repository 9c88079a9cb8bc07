import { useMutation } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { call, withQuery, type CallOptions } from '@/api/client';
import type { Job } from '@/api/marketing';
import { queryClient } from '@/api/queries';
import { Button, classes } from '@/design/button';
import { Segmented } from '@/design/choices';
import { Field } from '@/design/field';
import { TextArea, TextInput } from '@/design/inputs';
import { ErrorNotice } from '@/design/states';
import { Card } from '@/design/surface';
import { toast } from '@/design/toasts';
import { bytes } from '@/format/numbers';
import { useTexts } from '@/i18n/texts';
import { exampleMapping, type ImportKind } from './example-mapping';
import { importTexts } from './texts';

export function UploadForm() {
  const t = useTexts(importTexts);
  const [file, setFile] = useState<File>();
  const [kind, setKind] = useState<ImportKind>('profiles');
  const [name, setName] = useState('');
  const [mapping, setMapping] = useState('');
  const broken = mapping.trim() !== '' && !isJson(mapping);
  const upload = useMutation({
    mutationFn: (chosen: File) =>
      call<{ job: Job }>(
        'POST',
        withQuery('/api/imports', {
          as: kind,
          name: kind === 'table' ? name.trim() : '',
          filename: chosen.name,
        }),
        request(chosen, kind === 'table' ? '' : mapping.trim()),
      ),
    onSuccess: (_, chosen) => {
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
      toast(t.started(chosen.name));
      setFile(undefined);
    },
  });
  return (
    <Card title={t.uploadTitle}>
      <form
        className="upload"
        onSubmit={(e) => {
          e.preventDefault();
          if (file) upload.mutate(file);
        }}
      >
        <div className="stack loose">
          <DropZone file={file} onFile={setFile} />
          <div className="field">
            <span className="label">{t.as}</span>
            <div>
              <Segmented
                label={t.as}
                value={kind}
                choices={(['events', 'profiles', 'table'] as const).map((value) => ({
                  value,
                  label: t.kinds[value],
                }))}
                onChange={setKind}
              />
            </div>
            <span className="hint">{t.kindWhat[kind]}</span>
          </div>
          {kind === 'table' && (
            <Field label={t.tableName}>
              <TextInput
                value={name}
                placeholder={file && baseName(file.name)}
                onChange={(e) => setName(e.target.value)}
              />
            </Field>
          )}
          <div>
            <Button type="submit" look="primary" busy={upload.isPending} disabled={!file || broken}>
              {upload.isPending ? t.uploading : t.start}
            </Button>
          </div>
          {upload.error && <ErrorNotice error={upload.error} />}
        </div>
        {kind !== 'table' && (
          <div className="stack">
            <Field
              label={t.mapping}
              hint={t.mappingHint}
              error={broken ? t.mappingBroken : undefined}
            >
              <TextArea
                mono
                rows={13}
                value={mapping}
                placeholder={exampleMapping(kind)}
                onChange={(e) => setMapping(e.target.value)}
              />
            </Field>
            <div>
              <Button small look="ghost" onClick={() => setMapping(exampleMapping(kind))}>
                {t.example}
              </Button>
            </div>
          </div>
        )}
      </form>
    </Card>
  );
}

function DropZone({ file, onFile }: { file?: File; onFile: (file: File) => void }) {
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
        accept=".csv,.tsv,.jsonl,.ndjson,.json,.parquet,.gz"
        onChange={(e) => {
          const chosen = e.target.files?.[0];
          if (chosen) onFile(chosen);
          e.target.value = '';
        }}
      />
      <Button small onClick={() => input.current?.click()}>
        {t.choose}
      </Button>
    </div>
  );
}

/** The bytes alone, or a form when a mapping goes with them: it can be longer than an address. */
function request(file: File, mapping: string): CallOptions {
  if (!mapping) return { body: file, contentType: 'application/octet-stream' };
  const form = new FormData();
  form.append('mapping', mapping);
  form.append('file', file);
  return { body: form };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const baseName = (name: string) =>
  name
    .replace(/\.gz$/i, '')
    .replace(/\.[^.]+$/, '')
    .replace(/[^\p{L}\p{N}_]+/gu, '_')
    .toLowerCase();
