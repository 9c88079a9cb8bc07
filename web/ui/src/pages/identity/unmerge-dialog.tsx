import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '@/api/client';
import { refreshIdentities, type LedgerEntry, type Unmerged } from '@/api/identity';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { TextInput } from '@/design/inputs';
import { Notice } from '@/design/states';
import { toast } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import { identityTexts } from './texts';

/** Asks before a merge is taken back. */
export function UnmergeDialog({ entry, onClose }: { entry: LedgerEntry; onClose: () => void }) {
  const t = useTexts(identityTexts);
  const [path, navigate] = useLocation();
  const [reason, setReason] = useState('');
  const unmerge = useMutation({
    mutationFn: () =>
      call<Unmerged>('POST', '/api/identity/unmerge', {
        json: { merge_id: entry.id, reason: reason.trim() || undefined },
      }),
    onSuccess: ({ kept, restored }) => {
      toast(t.unmerged(restored, kept));
      refreshIdentities();
      onClose();
      if (path.startsWith('/profiles')) navigate(`/profiles/${kept}`);
    },
  });
  return (
    <FormDialog
      title={t.unmergeTitle}
      submit={t.unmergeYes}
      danger
      busy={unmerge.isPending}
      error={unmerge.error}
      onClose={onClose}
      onSubmit={() => unmerge.mutate()}
    >
      <p>{t.unmergeWhat(entry.loser, entry.winner)}</p>
      <Notice tone="warn">{t.unmergeEffect}</Notice>
      <Field label={t.reason} hint={t.reasonHint}>
        <TextInput value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} />
      </Field>
    </FormDialog>
  );
}
