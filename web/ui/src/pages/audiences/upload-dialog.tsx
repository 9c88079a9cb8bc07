import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { uploadAudience } from '@/api/insight';
import { queryClient } from '@/api/queries';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { TextArea, TextInput } from '@/design/inputs';
import { Notice } from '@/design/states';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { audienceTexts } from './texts';

/** Makes an audience of a list of identifiers, and says who of it is not known. */
export function UploadDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const [name, setName] = useState('');
  const [type, setType] = useState('user_id');
  const [list, setList] = useState('');
  const upload = useMutation({
    mutationFn: () => uploadAudience(name.trim(), type.trim(), list),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['audiences'] }),
  });
  const made = upload.data;
  return (
    <FormDialog
      title={t.uploadTitle}
      submit={made ? t.close : t.upload}
      busy={upload.isPending}
      disabled={!made && (name.trim() === '' || list.trim() === '')}
      error={upload.error}
      onSubmit={() => (made ? onClose() : upload.mutate())}
      onClose={onClose}
    >
      {made ? (
        <>
          <Notice tone={made.unmatched === 0 ? 'good' : 'warn'}>
            {t.uploaded(f.exact(made.matched), f.exact(made.unmatched))}
          </Notice>
          {made.some_unmatched.length > 0 && (
            <Field label={t.unmatched}>
              <TextArea
                mono
                readOnly
                rows={6}
                value={made.some_unmatched.map((one) => `${one.type},${one.value}`).join('\n')}
              />
            </Field>
          )}
        </>
      ) : (
        <>
          <Field label={t.name}>
            <TextInput autoFocus value={name} onChange={(e) => setName(e.target.value)} />
          </Field>
          <Field label={t.idType}>
            <TextInput value={type} onChange={(e) => setType(e.target.value)} />
          </Field>
          <Field label={t.identifiers} hint={t.identifiersHint}>
            <TextArea mono rows={8} value={list} onChange={(e) => setList(e.target.value)} />
          </Field>
          <input
            type="file"
            accept=".csv,.txt"
            aria-label={t.chooseFile}
            onChange={(e) => void e.target.files?.[0]?.text().then(setList)}
          />
        </>
      )}
    </FormDialog>
  );
}
