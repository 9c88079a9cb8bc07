import { Trash2 } from 'lucide-react';
import type { FieldType, PlannedField, Storage } from '@/api/plan';
import type { PropertyInfo } from '@/api/types';
import { Button, IconButton } from '@/design/button';
import { Select } from '@/design/inputs';
import { Badge } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { planTexts } from './texts';

interface FieldCellsProps {
  name: string;
  declared: PlannedField | undefined;
  found: PropertyInfo | undefined;
  readOnly: boolean;
  onChange: (change: Partial<PlannedField>) => void;
}

/** Type, personal and storage of a field: to be chosen when it is declared, else as it is. */
export function FieldCells({ name, declared, found, readOnly, onChange }: FieldCellsProps) {
  const t = useTexts(planTexts);
  const types: Record<string, string> = t.types;
  const storages: Record<string, string> = t.storages;
  const personal = declared?.personal === undefined ? 'name' : declared.personal ? 'yes' : 'no';
  const fixed = found !== undefined && found.type === declared?.type;
  if (!declared || readOnly) {
    const storage = declared?.storage ?? found?.storage ?? 'plain';
    return (
      <>
        <td>{types[declared?.type ?? found?.type ?? ''] ?? found?.type}</td>
        <td>{(declared?.personal ?? found?.personal) && <Badge>{t.isPersonal}</Badge>}</td>
        <td>{storages[storage] ?? storage}</td>
      </>
    );
  }
  return (
    <>
      <td>
        <Select
          small
          aria-label={`${t.type}: ${name}`}
          title={fixed ? t.learned : undefined}
          disabled={fixed}
          value={declared.type}
          options={(Object.keys(t.types) as FieldType[]).map((value) => ({
            value,
            label: t.types[value],
          }))}
          onChange={(type) => onChange({ type })}
        />
      </td>
      <td>
        <Select
          small
          aria-label={`${t.personal}: ${name}`}
          value={personal}
          options={(['name', 'yes', 'no'] as const).map((value) => ({
            value,
            label: t.personalBy[value],
          }))}
          onChange={(chosen) =>
            onChange({ personal: chosen === 'name' ? undefined : chosen === 'yes' })
          }
        />
      </td>
      <td>
        <Select
          small
          aria-label={`${t.storage}: ${name}`}
          title={t.hashedWhat}
          value={declared.storage}
          options={(['plain', 'hashed'] as Storage[]).map((value) => ({
            value,
            label: t.storages[value],
          }))}
          onChange={(storage) => onChange({ storage })}
        />
      </td>
    </>
  );
}

/** Whether a name is declared and whether it came. */
export function PlanBadge(props: { declared: boolean; seen: boolean; hasPlan: boolean }) {
  const t = useTexts(planTexts);
  if (!props.declared) return props.hasPlan ? <Badge tone="warn">{t.unplanned}</Badge> : null;
  return props.seen ? <Badge tone="good">{t.planned}</Badge> : <Badge>{t.unseen}</Badge>;
}

interface DeclareButtonProps {
  name: string;
  declared: boolean;
  onDeclare: () => void;
  onRemove: () => void;
}

/** Takes a name into the plan, or out of it. */
export function DeclareButton({ name, declared, onDeclare, onRemove }: DeclareButtonProps) {
  const t = useTexts(planTexts);
  return declared ? (
    <IconButton label={`${t.remove}: ${name}`} onClick={onRemove}>
      <Trash2 />
    </IconButton>
  ) : (
    <Button small aria-label={`${t.declare}: ${name}`} onClick={onDeclare}>
      {t.declare}
    </Button>
  );
}
