import type { Plan, PlannedEvent } from '@/api/plan';
import type { Catalog } from '@/api/types';
import { Button } from '@/design/button';
import { Field } from '@/design/field';
import { TextInput } from '@/design/inputs';
import { Badge, Card, Disclosure } from '@/design/surface';
import { useName, useTexts } from '@/i18n/texts';
import { AddName } from './add-name';
import {
  changeEvent,
  changeProperty,
  eventRows,
  withEvent,
  withoutEvent,
  withoutProperty,
  withProperty,
  type EventRow,
} from './edit';
import { DeclareButton, FieldCells, PlanBadge } from './field-cells';
import { planTexts } from './texts';

export interface PlanProps {
  plan: Plan;
  catalog: Catalog;
  search: string;
  readOnly: boolean;
  hasPlan: boolean;
  onChange: (plan: Plan) => void;
}

export function EventList(props: PlanProps) {
  const { plan, catalog, search, readOnly, onChange } = props;
  const t = useTexts(planTexts);
  const rows = eventRows(plan, catalog).filter((row) => matches(row, search));
  return (
    <Card
      title={t.events}
      flush
      actions={
        !readOnly && (
          <AddName
            label={t.addEvent}
            taken={plan.events.map((event) => event.name)}
            onAdd={(name) =>
              onChange(
                withEvent(
                  plan,
                  name,
                  catalog.events.find((event) => event.name === name),
                ),
              )
            }
          />
        )
      }
    >
      {rows.length === 0 && <p className="muted plan-none">{t.noMatch}</p>}
      <ul className="plan-events">
        {rows.map((row) => (
          <li key={row.name}>
            <EventItem row={row} {...props} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

const matches = (row: EventRow, search: string) =>
  [row.name, ...row.properties.map((p) => p.name)].some((name) =>
    name.toLowerCase().includes(search.trim().toLowerCase()),
  );

function EventItem({ row, ...props }: PlanProps & { row: EventRow }) {
  const { plan, readOnly, hasPlan, onChange } = props;
  const t = useTexts(planTexts);
  const name = useName();
  const index = plan.events.findIndex((event) => event.name === row.name);
  const label = name(row.declared?.names ?? row.found?.names, row.name);
  const strays = row.properties.filter((p) => !p.declared).length;
  return (
    <Disclosure
      title={
        <span className="row plan-event">
          <span className="name">{label}</span>
          {label !== row.name && <code className="muted">{row.name}</code>}
          <PlanBadge
            declared={row.declared !== undefined}
            seen={row.found?.seen ?? false}
            hasPlan={hasPlan}
          />
          {hasPlan && row.declared && strays > 0 && (
            <Badge tone="warn">
              {t.unplanned}: {t.propertyCount(strays)}
            </Badge>
          )}
          <span className="small muted">{t.propertyCount(row.properties.length)}</span>
        </span>
      }
    >
      <div className="stack loose plan-detail">
        {row.declared && (
          <EventFacts
            event={row.declared}
            readOnly={readOnly}
            onChange={(change) => onChange(changeEvent(plan, index, change))}
          />
        )}
        <PropertyTable row={row} index={index} {...props} />
        {!readOnly && (
          <div className="row wrap">
            {row.declared ? (
              <>
                <AddName
                  label={t.addProperty}
                  taken={row.declared.properties.map((p) => p.name)}
                  onAdd={(added) =>
                    onChange(
                      withProperty(
                        plan,
                        index,
                        added,
                        row.properties.find((p) => p.name === added)?.found,
                      ),
                    )
                  }
                />
                <Button small look="ghost" onClick={() => onChange(withoutEvent(plan, index))}>
                  {t.remove}
                </Button>
              </>
            ) : (
              <Button small onClick={() => onChange(withEvent(plan, row.name, row.found))}>
                {t.declare}
              </Button>
            )}
          </div>
        )}
      </div>
    </Disclosure>
  );
}

interface EventFactsProps {
  event: PlannedEvent;
  readOnly: boolean;
  onChange: (change: Partial<PlannedEvent>) => void;
}

function EventFacts({ event, readOnly, onChange }: EventFactsProps) {
  const t = useTexts(planTexts);
  const named = (part: 'zh' | 'en', value: string) => {
    const names = { ...event.names, [part]: value };
    const given = Object.fromEntries(Object.entries(names).filter(([, name]) => name));
    onChange({ names: Object.keys(given).length ? given : undefined });
  };
  return (
    <div className="plan-facts">
      <Field label={t.namesZh}>
        <TextInput
          small
          disabled={readOnly}
          value={event.names?.zh ?? ''}
          onChange={(e) => named('zh', e.target.value)}
        />
      </Field>
      <Field label={t.namesEn}>
        <TextInput
          small
          disabled={readOnly}
          value={event.names?.en ?? ''}
          onChange={(e) => named('en', e.target.value)}
        />
      </Field>
      <Field label={t.description}>
        <TextInput
          small
          disabled={readOnly}
          value={event.description}
          onChange={(e) => onChange({ description: e.target.value })}
        />
      </Field>
    </div>
  );
}

function PropertyTable({ row, index, ...props }: PlanProps & { row: EventRow; index: number }) {
  const { plan, readOnly, hasPlan, onChange } = props;
  const t = useTexts(planTexts);
  if (row.properties.length === 0) return <p className="muted">{t.noProperties}</p>;
  return (
    <div className="table-frame">
      <table className="table" aria-label={row.name}>
        <thead>
          <tr>
            <th>{t.name}</th>
            <th>{t.type}</th>
            <th>{t.personal}</th>
            <th>{t.storage}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {row.properties.map((property) => (
            <tr key={property.name}>
              <td>
                <span className="row">
                  <code>{property.name}</code>
                  <PlanBadge
                    declared={property.declared !== undefined}
                    seen={property.found?.seen ?? false}
                    hasPlan={hasPlan}
                  />
                </span>
              </td>
              <FieldCells
                {...property}
                declared={property.declared}
                found={property.found}
                readOnly={readOnly}
                onChange={(change) => onChange(changeProperty(plan, property.name, change))}
              />
              <td className="right">
                {!readOnly && row.declared && (
                  <DeclareButton
                    name={property.name}
                    declared={property.declared !== undefined}
                    onDeclare={() =>
                      onChange(withProperty(plan, index, property.name, property.found))
                    }
                    onRemove={() => onChange(withoutProperty(plan, index, property.name))}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
