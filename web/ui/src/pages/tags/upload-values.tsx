import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/api/client';
import { queryClient } from '@/api/queries';
import type { Tag } from '@/api/types';
import { Button } from '@/design/button';
import { Field } from '@/design/field';
import { TextArea } from '@/design/inputs';
import { ErrorNotice, Notice } from '@/design/states';
import { useTexts } from '@/i18n/texts';
import { tagTexts } from './texts';

interface Receipt {
  matched: number;
  unmatched: number;
  unmatched_sample: string[];
}

/** Takes values of an uploaded tag as lines of identifier and value, and tells who is not known. */
export function UploadValues({ tag }: { tag: Tag }) {
  const t = useTexts(tagTexts);
  const [csv, setCsv] = useState('');
  const upload = useMutation({
    mutationFn: (mode: 'add' | 'replace') =>
      call<Receipt>('POST', `/api/tags/${encodeURIComponent(tag.key)}/values?mode=${mode}`, {
        body: csv,
        contentType: 'text/csv',
      }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['tags'] }),
  });
  const receipt = upload.data;
  return (
    <div className="stack">
      <Field label={t.uploadLabel} hint={t.uploadFormat}>
        <TextArea mono rows={5} value={csv} onChange={(e) => setCsv(e.target.value)} />
      </Field>
      <div className="row">
        <Button disabled={!csv.trim()} busy={upload.isPending} onClick={() => upload.mutate('add')}>
          {t.uploadAdd}
        </Button>
        <Button look="ghost" disabled={!csv.trim()} onClick={() => upload.mutate('replace')}>
          {t.uploadReplace}
        </Button>
      </div>
      {upload.error && <ErrorNotice error={upload.error} />}
      {receipt && (
        <Notice tone={receipt.unmatched > 0 ? 'warn' : 'good'}>
          {t.uploaded(receipt.matched, receipt.unmatched)} {receipt.unmatched_sample.join(', ')}
        </Notice>
      )}
    </div>
  );
}
