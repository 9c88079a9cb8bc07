import { useMutation } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { call } from '@/api/client';
import { useIdentityRules, type BlockedPattern, type IdentityRules } from '@/api/identity';
import { queryClient } from '@/api/queries';
import { Button, IconButton } from '@/design/button';
import { Field } from '@/design/field';
import { NumberInput, Switch, TextArea, TextInput } from '@/design/inputs';
import { ErrorNotice, Loaded } from '@/design/states';
import { Card } from '@/design/surface';
import { toast } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import { profileTexts } from '@/pages/profiles/texts';
import { identityTexts } from './texts';

/** The rules of OneID. */
export function Rules() {
  const rules = useIdentityRules();
  return (
    <Loaded query={rules}>
      {(inForce) => <Editor inForce={inForce} key={JSON.stringify(inForce)} />}
    </Loaded>
  );
}

interface Row {
  type: string;
  limit: number | undefined;
}

function Editor({ inForce }: { inForce: IdentityRules }) {
  const t = useTexts(identityTexts);
  const names = useTexts(profileTexts).idTypes as Record<string, string>;
  const [rows, setRows] = useState<Row[]>(
    [...inForce.types].sort((a, b) => a.priority - b.priority),
  );
  const [otherLimit, setOtherLimit] = useState<number | undefined>(inForce.default_limit);
  const [maxProfiles, setMaxProfiles] = useState<number | undefined>(inForce.max_profiles);
  const [blocked, setBlocked] = useState(inForce.blocked.join('\n'));
  const [patterns, setPatterns] = useState(inForce.patterns);
  const save = useMutation({
    mutationFn: () =>
      call<IdentityRules>('PUT', '/api/identity/rules', {
        json: {
          ...inForce,
          types: rows
            .filter((row) => row.type.trim() !== '')
            .map((row, i) => ({ type: row.type.trim(), priority: i + 1, limit: row.limit })),
          default_limit: otherLimit,
          max_profiles: maxProfiles,
          patterns,
          blocked: blocked
            .split('\n')
            .map((value) => value.trim())
            .filter((value) => value !== ''),
        },
      }),
    onSuccess: () => {
      toast(t.rulesSaved);
      void queryClient.invalidateQueries({ queryKey: ['identity-rules'] });
    },
  });
  const change = (at: number, row: Partial<Row>) =>
    setRows(rows.map((old, i) => (i === at ? { ...old, ...row } : old)));
  const move = (at: number, by: number) => {
    const next = [...rows];
    next.splice(at + by, 0, ...next.splice(at, 1));
    setRows(next);
  };
  return (
    <form
      className="stack loose"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate();
      }}
    >
      <Card title={t.types}>
        <p className="soft" style={{ marginBottom: 10 }}>
          {t.typesWhat}
        </p>
        <table className="table dense" aria-label={t.types}>
          <thead>
            <tr>
              <th>{t.priority}</th>
              <th>{t.type}</th>
              <th>{t.limit}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>
                <td className="num">{i + 1}</td>
                <td>
                  <div className="row">
                    <TextInput
                      small
                      style={{ width: 190 }}
                      aria-label={`${t.type} ${i + 1}`}
                      value={row.type}
                      onChange={(e) => change(i, { type: e.target.value })}
                    />
                    <span className="small muted">{names[row.type]}</span>
                  </div>
                </td>
                <td>
                  <NumberInput
                    small
                    style={{ width: 90 }}
                    aria-label={`${t.limit} ${row.type}`}
                    value={row.limit}
                    onChange={(limit) => change(i, { limit })}
                  />
                </td>
                <td className="right" style={{ whiteSpace: 'nowrap' }}>
                  <IconButton label={t.up} disabled={i === 0} onClick={() => move(i, -1)}>
                    <ArrowUp />
                  </IconButton>
                  <IconButton
                    label={t.down}
                    disabled={i === rows.length - 1}
                    onClick={() => move(i, 1)}
                  >
                    <ArrowDown />
                  </IconButton>
                  <IconButton
                    label={t.removeType}
                    onClick={() => setRows(rows.filter((_, at) => at !== i))}
                  >
                    <X />
                  </IconButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="row loose wrap" style={{ marginTop: 12, alignItems: 'flex-end' }}>
          <Button small onClick={() => setRows([...rows, { type: '', limit: 5 }])}>
            <Plus aria-hidden />
            {t.addType}
          </Button>
        </div>
      </Card>
      <div className="split">
        <Card title={t.limits}>
          <div className="stack loose">
            <Field label={t.otherLimit} hint={t.otherLimitHint}>
              <NumberInput value={otherLimit} onChange={setOtherLimit} />
            </Field>
            <Field label={t.maxProfiles} hint={t.maxProfilesHint}>
              <NumberInput value={maxProfiles} onChange={setMaxProfiles} />
            </Field>
          </div>
        </Card>
        <Card title={t.blocked}>
          <div className="stack loose">
            <Field label={t.blockedValues} hint={t.blockedHint}>
              <TextArea
                mono
                rows={8}
                value={blocked}
                onChange={(e) => setBlocked(e.target.value)}
              />
            </Field>
            {(['zeros', 'repeated'] as const).map((pattern: BlockedPattern) => (
              <Switch
                key={pattern}
                on={patterns.includes(pattern)}
                onChange={(on) =>
                  setPatterns(on ? [...patterns, pattern] : patterns.filter((p) => p !== pattern))
                }
              >
                {t.patterns[pattern]}
              </Switch>
            ))}
          </div>
        </Card>
      </div>
      {save.error && <ErrorNotice error={save.error} />}
      <div className="row">
        <Button type="submit" look="primary" busy={save.isPending}>
          {t.saveRules}
        </Button>
        <span className="small muted">{t.rulesEffect}</span>
      </div>
    </form>
  );
}
