import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, withQuery, type CallOptions } from '@/api/client';
import type { ImportKind, ImportPreview, ReadChoices } from '@/api/imports';
import type { Job } from '@/api/marketing';
import { queryClient } from '@/api/queries';
import { Button } from '@/design/button';
import { Segmented } from '@/design/choices';
import { ErrorNotice, Notice, SkeletonRows } from '@/design/states';
import { Card } from '@/design/surface';
import { toast } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { DropZone } from './drop-zone';
import { MappingField, isJson } from './mapping-field';
import { PreviewColumns } from './preview-columns';
import { ReadChoicesForm } from './read-choices';
import { TableChoices, type TableSaid } from './table-choices';
import { importTexts } from './texts';

/** A file that was chosen, sent once and looked at as often as something is said of it. */
export function ImportForm() {
  const t = useTexts(importTexts);
  const [chosen, setChosen] = useState<{ file: File; number: number }>();
  const [kind, setKind] = useState<ImportKind>('profiles');
  const [choices, setChoices] = useState<ReadChoices>({});
  const upload = useQuery({
    queryKey: ['import-upload', chosen?.number],
    enabled: chosen !== undefined,
    staleTime: Infinity,
    retry: false,
    queryFn: () => look({ as: kind, filename: chosen!.file.name }, bodyOf(chosen!.file)),
  });
  const sent = upload.data?.upload;
  const preview = useQuery({
    queryKey: ['import-preview', sent, kind, choices],
    enabled: sent !== undefined,
    staleTime: Infinity,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: () => look({ as: kind, filename: chosen!.file.name, upload: sent, ...choices }),
  });
  const shown = chosen && sent ? preview.data : undefined;
  return (
    <Card title={t.uploadTitle}>
      <div className="stack loose">
        <div className="upload">
          <DropZone
            file={chosen?.file}
            onFile={(file) => {
              setChoices({});
              setChosen((before) => ({ file, number: (before?.number ?? 0) + 1 }));
            }}
          />
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
        </div>
        {upload.isFetching && (
          <div>
            <p className="soft">{t.uploading}</p>
            <SkeletonRows rows={4} />
          </div>
        )}
        {(upload.error ?? preview.error) && <ErrorNotice error={upload.error ?? preview.error} />}
        {chosen && shown && !preview.error && (
          <Step
            key={`${shown.upload}-${kind}`}
            file={chosen.file}
            kind={kind}
            preview={shown}
            stale={preview.isFetching}
            choices={choices}
            onChoices={setChoices}
            onStarted={() => setChosen(undefined)}
          />
        )}
      </div>
    </Card>
  );
}

interface StepProps {
  file: File;
  kind: ImportKind;
  preview: ImportPreview;
  stale: boolean;
  choices: ReadChoices;
  onChoices: (choices: ReadChoices) => void;
  onStarted: () => void;
}

/** What was found, what can be said of it, and the start. */
function Step({ file, kind, preview, stale, choices, onChoices, onStarted }: StepProps) {
  const t = useTexts(importTexts);
  const f = useFormat();
  const [edited, setEdited] = useState<string>();
  const [table, setTable] = useState<TableSaid>({ name: '' });
  const proposed = JSON.stringify(preview.mapping, null, 2);
  const mapping = edited ?? proposed;
  const format = formatOf(file.name);
  const start = useMutation({
    mutationFn: (dry: boolean) => {
      const form = new FormData();
      if (kind !== 'table') form.append('mapping', mapping.trim());
      if (kind === 'table' && table.joins) form.append('joins', JSON.stringify(table.joins));
      form.append('upload', preview.upload);
      return call<{ job: Job }>(
        'POST',
        withQuery('/api/imports', {
          as: kind,
          name: kind === 'table' ? table.name.trim() : '',
          filename: file.name,
          dry_run: dry ? 'true' : undefined,
          key: kind === 'table' ? table.key?.join(',') : undefined,
          ...choices,
        }),
        { body: form },
      );
    },
    onSuccess: (_, dry) => {
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
      toast(dry ? t.dryStarted(file.name) : t.started(file.name));
      if (!dry) onStarted();
    },
  });
  return (
    <form
      className="stack loose"
      aria-busy={stale}
      onSubmit={(e) => {
        e.preventDefault();
        start.mutate(false);
      }}
    >
      <div>
        <h3>{t.previewTitle}</h3>
        <p className="soft">{t.previewWhat(f.exact(preview.rows_sampled))}</p>
      </div>
      <ReadChoicesForm format={format} preview={preview} choices={choices} onChange={onChoices} />
      {preview.problems.map((problem) => (
        <Notice key={problem.pointer} tone="warn">
          {problem.message}
        </Notice>
      ))}
      <PreviewColumns preview={preview} />
      {kind === 'table' ? (
        <TableChoices preview={preview} said={table} onChange={setTable} />
      ) : (
        <MappingField
          kind={kind}
          value={mapping}
          edited={edited !== undefined && edited !== proposed}
          onChange={setEdited}
          onReset={() => setEdited(undefined)}
        />
      )}
      {start.error && <ErrorNotice error={start.error} />}
      <div className="row">
        <Button
          type="submit"
          look="primary"
          busy={start.isPending}
          disabled={stale || !isJson(mapping)}
        >
          {t.start}
        </Button>
        <Button
          busy={start.isPending}
          disabled={stale || !isJson(mapping)}
          onClick={() => start.mutate(true)}
        >
          {t.dryRun}
        </Button>
        <span className="small muted">{t.dryRunWhat}</span>
      </div>
    </form>
  );
}

const look = (query: Record<string, string | undefined>, options: CallOptions = {}) =>
  call<ImportPreview>('POST', withQuery('/api/imports/preview', query), options);

const bodyOf = (file: File): CallOptions => ({
  body: file,
  contentType: 'application/octet-stream',
});

function formatOf(name: string): 'csv' | 'jsonl' | 'parquet' {
  const plain = name.toLowerCase().replace(/\.gz$/, '');
  if (/\.(parquet|pq)$/.test(plain)) return 'parquet';
  return /\.(jsonl|ndjson|json)$/.test(plain) ? 'jsonl' : 'csv';
}
