import { useMutation } from '@tanstack/react-query';
import { UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call, withQuery } from '@/api/client';
import type { Erasure } from '@/api/plan';
import { queryClient, useSession } from '@/api/queries';
import type { Profile } from '@/api/types';
import { Button } from '@/design/button';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { Switch, TextInput } from '@/design/inputs';
import { Notice } from '@/design/states';
import { Card } from '@/design/surface';
import { toast } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { profileTexts } from './texts';

/** The way to delete everything of a person, for administrators. */
export function EraseProfile({ profile }: { profile: Profile }) {
  const t = useTexts(profileTexts).erasing;
  const [asking, setAsking] = useState(false);
  if (useSession().data?.role !== 'admin' || profile.identifiers.length === 0) return null;
  return (
    <Card title={t.title}>
      <div className="stack">
        <p className="small soft">
          {t.lead} <Link href="/settings?section=erasures">{t.list}</Link>
        </p>
        <div>
          <Button small look="danger" onClick={() => setAsking(true)}>
            <UserRoundX aria-hidden />
            {t.erase}
          </Button>
        </div>
      </div>
      {asking && <EraseDialog profile={profile} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function EraseDialog({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const t = useTexts(profileTexts).erasing;
  const f = useFormat();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [suppress, setSuppress] = useState(false);
  const identifier = profile.identifiers[0]!;
  const erase = useMutation({
    mutationFn: () =>
      call<Erasure>(
        'DELETE',
        withQuery('/api/profiles', {
          id_type: identifier.type,
          id: identifier.value,
          suppress: String(suppress),
        }),
      ),
    onSuccess: (erasure) => {
      toast(t.done(f.exact(erasure.events), f.exact(erasure.identifiers)));
      for (const key of ['profile', 'profile-sample', 'erasures', 'live', 'status']) {
        queryClient.removeQueries({ queryKey: [key] });
      }
      navigate('/settings?section=erasures');
    },
  });
  return (
    <FormDialog
      title={t.question}
      submit={t.erase}
      danger
      busy={erase.isPending}
      disabled={typed.trim() !== profile.profile_id}
      error={erase.error}
      onSubmit={() => erase.mutate()}
      onClose={onClose}
    >
      <Notice tone="warn">{t.final}</Notice>
      <ul className="erase-what small">
        <li>{t.deletes(f.exact(profile.identifiers.length))}</li>
        <li>{t.keeps}</li>
        <li>{t.elsewhere}</li>
      </ul>
      <Switch on={suppress} onChange={setSuppress}>
        {t.suppress}
      </Switch>
      <p className="small muted">{suppress ? t.suppressed : t.unsuppressed}</p>
      <Field label={t.confirm(profile.profile_id)}>
        <TextInput autoFocus value={typed} onChange={(e) => setTyped(e.target.value)} />
      </Field>
    </FormDialog>
  );
}
