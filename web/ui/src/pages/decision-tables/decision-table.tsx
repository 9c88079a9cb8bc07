import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { ProblemError } from '@/api/client';
import { deleteTable, saveTable, useDecisionTables, useTableSizes } from '@/api/decision-tables';
import type { DecisionTable, Outcome } from '@/api/decision-tables';
import { Button } from '@/design/button';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { Switch, TextInput } from '@/design/inputs';
import { ErrorNotice, Notice, Skeleton } from '@/design/states';
import { Badge, Card, PageHead } from '@/design/surface';
import { toast, toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useSpoken, useTexts } from '@/i18n/texts';
import { RuleCases } from '@/pages/audiences/rule-cases';
import { useVocabulary } from '@/rule/vocabulary';
import { bodyOf, draftOf, emptyRow, emptyTable, isWhole, problemsOfRow } from './draft';
import { OutcomeFields, OutcomeWords } from './outcome';
import { Shares } from './shares';
import { tableTexts } from './texts';
import { TryTable } from './try-table';

/** One decision table, new or saved: its rows, whom they decide for, and a customer to try it on. */
export default function DecisionTablePage() {
  const t = useTexts(tableTexts);
  const key = useParams<{ key?: string }>().key;
  const tables = useDecisionTables();
  const names = useVocabulary();
  const saved = tables.data?.find((table) => table.key === key);
  const error = tables.error ?? names.error;
  if (error) return <ErrorNotice error={error} />;
  if (!names.ready || tables.data === undefined) return <Skeleton height={320} />;
  if (key !== undefined && !saved) {
    return (
      <>
        <PageHead title={key} back={{ to: '/decision-tables', label: t.title }} />
        <Notice tone="warn">{t.unknown}</Notice>
      </>
    );
  }
  return <Editor saved={saved} />;
}

function Editor({ saved }: { saved: DecisionTable | undefined }) {
  const t = useTexts(tableTexts);
  const f = useFormat();
  const [, navigate] = useLocation();
  const { vocabulary } = useVocabulary();
  const [draft, setDraft] = useState(() => (saved ? draftOf(saved) : emptyTable()));
  const sizes = useTableSizes(saved);
  const body = useMemo(() => bodyOf(draft), [draft]);
  const before = useMemo(() => saved && JSON.stringify(bodyOf(draftOf(saved))), [saved]);
  const changed = JSON.stringify(body) !== before;
  const save = useMutation({
    mutationFn: () => saveTable(body, !saved),
    onSuccess: (table) => {
      toast(t.saved(table.name));
      if (!saved) navigate(`/decision-tables/${encodeURIComponent(table.key)}`, { replace: true });
    },
  });
  // What was refused is over with the next change.
  const { reset } = save;
  const first = useRef(draft);
  useEffect(() => {
    if (first.current !== draft) reset();
    first.current = draft;
  }, [draft, reset]);
  const problems = save.error instanceof ProblemError ? save.error.problems : [];
  const whole = isWhole(draft);
  return (
    <>
      <PageHead
        title={saved?.name ?? t.newTitle}
        lead={saved && t.version(saved.version)}
        back={{ to: '/decision-tables', label: t.title }}
        badge={saved && changed && <Badge tone="warn">{t.unsaved}</Badge>}
      >
        {saved && <DeleteButton table={saved} />}
        <Button
          look="primary"
          disabled={!whole || !changed}
          busy={save.isPending}
          onClick={() => save.mutate()}
        >
          {saved ? t.saveChanges : t.save}
        </Button>
      </PageHead>
      <div className="builder-layout decision-layout">
        <div className="stack loose grow">
          {save.error !== null && <ErrorNotice error={save.error} />}
          <Card>
            <div className="grid-2">
              <Field label={t.name}>
                <TextInput
                  autoFocus={!saved}
                  placeholder={t.namePlaceholder}
                  value={draft.name}
                  onChange={(e) => setDraft({ ...draft, name: e.target.value })}
                />
              </Field>
              <Field label={t.key} hint={t.keyHint}>
                <TextInput
                  className="mono"
                  disabled={saved !== undefined}
                  value={draft.key}
                  onChange={(e) => setDraft({ ...draft, key: e.target.value })}
                />
              </Field>
            </div>
          </Card>
          <Card title={t.rows}>
            <RuleCases
              cases={draft.rows}
              vocabulary={vocabulary}
              empty={emptyRow}
              onChange={(rows) => setDraft({ ...draft, rows })}
              then={(row, change) => (
                <OutcomeFields outcome={row.then} onChange={(then) => change({ then })} />
              )}
              said={(row) => <OutcomeWords outcome={row.then} />}
              note={(i) =>
                !changed &&
                sizes.data?.rows[i] !== undefined && (
                  <span className="small muted num">{t.people(f.exact(sizes.data.rows[i]))}</span>
                )
              }
              problems={(i) => problemsOfRow(problems, i)}
            />
            <Otherwise
              outcome={draft.otherwise}
              onChange={(otherwise) => setDraft({ ...draft, otherwise })}
            />
            {!whole && <p className="small muted">{t.notWhole}</p>}
          </Card>
        </div>
        <div className="stack loose table-aside">
          <TryTable saved={saved} changed={changed} vocabulary={vocabulary} />
          <Shares saved={saved} sizes={sizes} />
        </div>
      </div>
    </>
  );
}

interface OtherwiseProps {
  outcome: Outcome | undefined;
  onChange: (outcome: Outcome | undefined) => void;
}

function Otherwise({ outcome, onChange }: OtherwiseProps) {
  const t = useTexts(tableTexts);
  return (
    <div className="rule-case otherwise" role="group" aria-label={t.otherwise}>
      <div className="rule-case-head">
        <strong>{t.otherwise}</strong>
        <span className="small muted">{t.otherwiseWhat}</span>
        <span className="grow" />
        <Switch on={outcome !== undefined} onChange={(on) => onChange(on ? {} : undefined)}>
          {t.giveOthers}
        </Switch>
      </div>
      {outcome && <OutcomeFields outcome={outcome} onChange={onChange} />}
    </div>
  );
}

function DeleteButton({ table }: { table: DecisionTable }) {
  const t = useTexts(tableTexts);
  const name = useSpoken()(table.name);
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteTable(table.key),
    onSuccess: () => {
      toast(t.deleted(name));
      navigate('/decision-tables');
    },
    onError: toastError,
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t.delete}</Button>
      {asking && (
        <FormDialog
          title={t.deleteTitle(name)}
          submit={t.delete}
          danger
          busy={remove.isPending}
          onSubmit={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t.deleteWhat}</p>
        </FormDialog>
      )}
    </>
  );
}
