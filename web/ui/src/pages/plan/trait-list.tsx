import { useState } from 'react';
import type { MergeRule, PlannedTrait } from '@/api/plan';
import { Select, TextInput } from '@/design/inputs';
import { Card } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { AddName } from './add-name';
import { changeTrait, rowsOf, traitOf } from './edit';
import type { PlanProps } from './event-list';
import { DeclareButton, FieldCells, PlanBadge } from './field-cells';
import { planTexts } from './texts';

export function TraitList({ plan, catalog, search, readOnly, hasPlan, onChange }: PlanProps) {
  const t = useTexts(planTexts);
  const found = (name: string) => catalog.traits.find((trait) => trait.name === name);
  const declare = (name: string) =>
    onChange({ ...plan, traits: [...plan.traits, traitOf(name, found(name))] });
  const rows = rowsOf(plan.traits, catalog.traits).filter((row) =>
    row.name.toLowerCase().includes(search.trim().toLowerCase()),
  );
  return (
    <Card
      title={t.traits}
      flush
      actions={
        !readOnly && (
          <AddName
            label={t.addTrait}
            taken={plan.traits.map((trait) => trait.name)}
            onAdd={declare}
          />
        )
      }
    >
      {rows.length === 0 && <p className="muted plan-none">{t.noMatch}</p>}
      <div className="table-frame">
        <table className="table" aria-label={t.traits}>
          <thead>
            <tr>
              <th>{t.name}</th>
              <th>{t.type}</th>
              <th>{t.personal}</th>
              <th>{t.storage}</th>
              <th>{t.merge}</th>
              <th>{t.sources}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <td>
                  <span className="row">
                    <code>{row.name}</code>
                    <PlanBadge
                      declared={row.declared !== undefined}
                      seen={row.found !== undefined}
                      hasPlan={hasPlan}
                    />
                  </span>
                </td>
                <FieldCells
                  name={row.name}
                  declared={row.declared}
                  found={row.found}
                  readOnly={readOnly}
                  onChange={(change) => onChange(changeTrait(plan, row.name, change))}
                />
                <RuleCells
                  name={row.name}
                  trait={row.declared}
                  readOnly={readOnly}
                  onChange={(change) => onChange(changeTrait(plan, row.name, change))}
                />
                <td className="right">
                  {!readOnly && (
                    <DeclareButton
                      name={row.name}
                      declared={row.declared !== undefined}
                      onDeclare={() => declare(row.name)}
                      onRemove={() =>
                        onChange({
                          ...plan,
                          traits: plan.traits.filter((trait) => trait.name !== row.name),
                        })
                      }
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

interface RuleCellsProps {
  name: string;
  trait: PlannedTrait | undefined;
  readOnly: boolean;
  onChange: (change: Partial<PlannedTrait>) => void;
}

function RuleCells({ name, trait, readOnly, onChange }: RuleCellsProps) {
  const t = useTexts(planTexts);
  const merge = trait?.merge ?? 'latest';
  if (!trait || readOnly) {
    return (
      <>
        <td>{t.merges[merge]}</td>
        <td>{(trait?.sources ?? []).join(' › ')}</td>
      </>
    );
  }
  const rules = (Object.keys(t.merges) as MergeRule[]).filter((rule) => fits(rule, trait));
  return (
    <>
      <td>
        <Select
          small
          aria-label={`${t.merge}: ${name}`}
          value={merge}
          options={rules.map((value) => ({ value, label: t.merges[value] }))}
          onChange={(chosen) =>
            onChange({
              merge: chosen,
              sources: chosen === 'latest' || chosen === 'first' ? trait.sources : undefined,
            })
          }
        />
      </td>
      <td>
        {(merge === 'latest' || merge === 'first') && (
          <SourcesInput
            label={`${t.sources}: ${name}`}
            sources={trait.sources ?? []}
            onChange={(sources) => onChange({ sources: sources.length ? sources : undefined })}
          />
        )}
      </td>
    </>
  );
}

const fits = (rule: MergeRule, { type, storage }: PlannedTrait) =>
  rule === 'sum'
    ? type === 'number'
    : rule === 'list'
      ? type === 'list'
      : rule === 'max'
        ? type !== 'list' && type !== 'boolean' && storage === 'plain'
        : true;

interface SourcesInputProps {
  label: string;
  sources: string[];
  onChange: (sources: string[]) => void;
}

function SourcesInput({ label, sources, onChange }: SourcesInputProps) {
  const t = useTexts(planTexts);
  const [text, setText] = useState(sources.join(', '));
  return (
    <TextInput
      small
      aria-label={label}
      placeholder={t.sourcesPlaceholder}
      value={text}
      onChange={(e) => {
        setText(e.target.value);
        onChange(
          e.target.value
            .split(/[,，\s]+/)
            .map((source) => source.trim())
            .filter(Boolean),
        );
      }}
    />
  );
}
