import type { ImportPreview, TableJoin } from '@/api/imports';
import { Field } from '@/design/field';
import { TextInput } from '@/design/inputs';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { importTexts } from './texts';

/** What somebody says of a table; undefined leaves it to what is found. */
export interface TableSaid {
  name: string;
  key?: string[];
  joins?: TableJoin[];
}

interface TableChoicesProps {
  preview: ImportPreview;
  said: TableSaid;
  onChange: (said: TableSaid) => void;
}

/** A table's name, the columns that name a row, and what its columns are joined to. */
export function TableChoices({ preview, said, onChange }: TableChoicesProps) {
  const t = useTexts(importTexts);
  const f = useFormat();
  const key = said.key ?? preview.keys.slice(0, 1);
  const joins = said.joins ?? preview.joins;
  const toggleKey = (name: string) =>
    onChange({
      ...said,
      key: key.includes(name) ? key.filter((k) => k !== name) : [...key, name],
    });
  const toggleJoin = (join: TableJoin) =>
    onChange({
      ...said,
      joins: joins.some((j) => same(j, join))
        ? joins.filter((j) => !same(j, join))
        : [...joins, join],
    });
  const kinds: Record<string, string> = t.joinKinds;
  return (
    <div className="stack loose">
      <Field label={t.tableName}>
        <TextInput
          value={said.name}
          placeholder={preview.name}
          onChange={(e) => onChange({ ...said, name: e.target.value })}
        />
      </Field>
      <fieldset className="field">
        <legend className="label">{t.key}</legend>
        <div className="import-checks">
          {preview.columns
            .filter((column) => column.empty === 0)
            .map((column) => (
              <label key={column.name}>
                <input
                  type="checkbox"
                  checked={key.includes(column.name)}
                  onChange={() => toggleKey(column.name)}
                />
                {column.name}
              </label>
            ))}
        </div>
        <span className="hint">{t.keyHint}</span>
      </fieldset>
      <fieldset className="field">
        <legend className="label">{t.joins}</legend>
        {preview.joins.length === 0 ? (
          <span className="hint">{t.noJoins}</span>
        ) : (
          <div className="stack">
            {preview.joins.map((join) => (
              <label key={`${join.column}-${join.to}-${join.name}`} className="import-join">
                <input
                  type="checkbox"
                  checked={joins.some((j) => same(j, join))}
                  onChange={() => toggleJoin(join)}
                />
                <span>
                  {join.column} → {kinds[join.to]}{' '}
                  <strong>
                    {join.name}
                    {join.target_column && `.${join.target_column}`}
                  </strong>{' '}
                  <span className="muted">{t.shareFound(f.percent(join.share, 0))}</span>
                </span>
              </label>
            ))}
          </div>
        )}
      </fieldset>
    </div>
  );
}

const same = (a: TableJoin, b: TableJoin) =>
  a.column === b.column &&
  a.to === b.to &&
  a.name === b.name &&
  (a.target_column ?? '') === (b.target_column ?? '');
