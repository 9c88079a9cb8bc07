import { Plus, X } from 'lucide-react';
import type { Draft } from '@/analysis/draft';
import type { Labels } from '@/analysis/labels';
import { problemsAt, type PrintedRequest } from '@/analysis/request';
import type { ModelSpec } from '@/analysis/spec';
import type { Problem } from '@/api/client';
import { Button, IconButton } from '@/design/button';
import { TextInput } from '@/design/inputs';
import { Card } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { newId } from '@/rule/model';
import type { Vocabulary } from '@/rule/vocabulary';
import { FilterField } from './filter-field';
import { OptionField } from './option-field';
import { SlotField } from './slot-field';
import { Problems, Splits } from './splits';
import { analysisTexts } from './texts';

interface QuestionProps {
  spec: ModelSpec;
  draft: Draft;
  printed: PrintedRequest;
  labels: Labels;
  vocabulary: Vocabulary;
  problems: readonly Problem[];
  onChange: (changed: Partial<Draft>) => void;
}

/** The form of a model, as its spec says; every field shows what the server says of it. */
export function Question(props: QuestionProps) {
  const { spec, draft, printed, labels, vocabulary, problems, onChange } = props;
  const t = useTexts(analysisTexts);
  const at = (pointer: string) => problemsAt(problems, pointer);
  const ofEntry = (id: string) => {
    const pointer = printed.pointers.get(id);
    if (pointer === undefined) return [];
    return pointer === '' ? rootFields.flatMap((field) => at(`/${field}`)) : at(pointer);
  };
  return (
    <Card className="question" title={t.question}>
      {spec.slots.map((slot) => (
        <SlotField
          key={slot.name}
          slot={slot}
          entries={draft.slots[slot.name] ?? []}
          steps={draft.slots.steps?.length ?? 0}
          labels={labels}
          vocabulary={vocabulary}
          problemsOf={ofEntry}
          problems={slot.place === 'list' ? exactly(problems, `/${slot.name}`) : []}
          onChange={(entries) => onChange({ slots: { ...draft.slots, [slot.name]: entries } })}
        />
      ))}
      {spec.formulas && <Formulas {...props} />}
      {spec.options.length > 0 && (
        <section className="question-part options">
          {spec.options.map((option) => (
            <OptionField
              key={option.name}
              option={option}
              draft={draft}
              vocabulary={vocabulary}
              problem={at(`/${option.name}`)[0]}
              onChange={(value) =>
                onChange({ options: { ...draft.options, [option.name]: value } })
              }
            />
          ))}
        </section>
      )}
      <FilterField
        filter={draft.filter}
        vocabulary={vocabulary}
        problems={at('/filter')}
        onChange={(filter) => onChange({ filter })}
      />
      <Splits
        by={spec.by}
        draft={draft}
        labels={labels}
        vocabulary={vocabulary}
        problems={at}
        onChange={onChange}
      />
    </Card>
  );
}

/** The fields of an entry that stands in the request itself. */
const rootFields = ['event', 'where', 'measure', 'property'];

const exactly = (problems: readonly Problem[], pointer: string) =>
  problems.filter((one) => one.pointer === pointer).map((one) => one.message);

/** Where the form shows problems; what is said of anything else stands above the results. */
export const shownPointers = (spec: ModelSpec): string[] => [
  ...spec.slots.flatMap((slot) =>
    slot.place === 'root' ? rootFields.map((field) => `/${field}`) : [`/${slot.name}`],
  ),
  ...spec.options.map((option) => `/${option.name}`),
  ...['/filter', '/range', '/grain', '/compare', '/formulas', '/audiences'],
  ...(spec.by === 'none' ? [] : ['/by']),
];

function Formulas({ draft, printed, problems, onChange }: QuestionProps) {
  const t = useTexts(analysisTexts);
  const change = (id: string, changed: Partial<Draft['formulas'][number]>) =>
    onChange({
      formulas: draft.formulas.map((old) => (old.id === id ? { ...old, ...changed } : old)),
    });
  const add = () =>
    onChange({
      formulas: [
        ...draft.formulas,
        {
          id: newId(),
          name: freeName(draft),
          expression: (draft.slots.series?.length ?? 0) > 1 ? 'B / A * 100' : '',
        },
      ],
    });
  return (
    <section className="question-part" aria-label={t.formulas}>
      {draft.formulas.length > 0 && <h3>{t.formulas}</h3>}
      {draft.formulas.map((formula) => {
        const pointer = printed.pointers.get(formula.id);
        return (
          <div key={formula.id}>
            <div className="row">
              <TextInput
                small
                aria-label={t.formulaName}
                style={{ width: 92 }}
                value={formula.name}
                onChange={(e) => change(formula.id, { name: e.target.value })}
              />
              <span className="muted">=</span>
              <TextInput
                small
                className="mono"
                aria-label={t.formula}
                placeholder="B / A * 100"
                value={formula.expression}
                onChange={(e) => change(formula.id, { expression: e.target.value })}
              />
              <IconButton
                label={t.removeFormula}
                onClick={() =>
                  onChange({ formulas: draft.formulas.filter((old) => old.id !== formula.id) })
                }
              >
                <X />
              </IconButton>
            </div>
            {pointer && <Problems list={problemsAt(problems, pointer)} />}
          </div>
        );
      })}
      <Button small look="ghost" onClick={add}>
        <Plus aria-hidden />
        {t.addFormula}
      </Button>
    </section>
  );
}

function freeName({ formulas }: Draft): string {
  for (let n = 1; ; n += 1) {
    const name = `F${n}`;
    if (!formulas.some((one) => one.name === name)) return name;
  }
}
