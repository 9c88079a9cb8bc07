import { Link } from 'wouter';
import type { Tag, TagDefinition } from '@/api/types';
import { CodeBlock } from '@/design/code-block';
import { useFormat } from '@/format/use-format';
import { useTexts, type SameShape } from '@/i18n/texts';
import { parseRule, whereOf, windowOf } from '@/rule/parse';
import { useVocabulary } from '@/rule/vocabulary';
import { sayLength, sayRule, sayStep, sayWindow, type Speaker } from '@/rule/words';
import { rfmParts } from './tag-draft';
import { tagTexts } from './texts';

type T = SameShape<(typeof tagTexts)['en']>;

/** How a tag is made, as people say it. */
export function DefinitionWords({ tag }: { tag: Tag }) {
  const t = useTexts(tagTexts);
  const { language } = useFormat();
  const { vocabulary } = useVocabulary();
  const speaker: Speaker = { language, vocabulary };
  const { definition } = tag;
  if ('rows' in definition) return <Rows definition={definition} speaker={speaker} />;
  if ('sql' in definition) {
    return (
      <div className="stack">
        <span>{t.askedEvery(sayLength(definition.every, speaker))}</span>
        <CodeBlock code={definition.sql} />
      </div>
    );
  }
  if ('model' in definition) {
    return (
      <Link href={`/models/${encodeURIComponent(definition.model)}`}>
        {t.fromModel(definition.model)}
      </Link>
    );
  }
  return said(definition, t, speaker);
}

type Sayable = Exclude<TagDefinition, { rows: unknown } | { sql: string } | { model: string }>;

function said(definition: Sayable, t: T, speaker: Speaker): string {
  const { vocabulary } = speaker;
  const property = (event: string, name: string) => vocabulary.property(event, name)?.label ?? name;
  const when = (from: Parameters<typeof windowOf>[0]) => sayWindow(windowOf(from), speaker);
  if ('trait' in definition) {
    return t.fromTrait(vocabulary.trait(definition.trait)?.label ?? definition.trait);
  }
  if ('aggregate' in definition) {
    const { event, aggregate } = definition;
    return [
      sayStep(event, whereOf(definition.where), speaker),
      t.aggregates[aggregate],
      definition.property && property(event, definition.property),
      when(definition) || t.allTime,
    ]
      .filter(Boolean)
      .join(' · ');
  }
  if ('preference' in definition) {
    const { event, sum } = definition.preference;
    return [
      t.preferredOf(property(event, definition.preference.property)),
      sayStep(event, whereOf(definition.preference.where), speaker),
      sum ? t.weighedBy(property(event, sum)) : t.weighedBy(t.byCount),
      when(definition.preference) || t.allTime,
    ].join(' · ');
  }
  if ('sequence' in definition) {
    const steps = definition.sequence.map((s) => sayStep(s.event, whereOf(s.where), speaker));
    const { within, last, from, to } = definition;
    const times = [t.stepsWithin(sayLength(within, speaker)), when({ within: last, from, to })];
    return [steps.join(' → '), ...times.filter(Boolean)].join(' · ');
  }
  if ('rfm' in definition) {
    const { event, amount, where } = definition.rfm;
    const part = rfmParts.find((one) => one === definition.gives) ?? 'segment';
    return [
      `RFM: ${t.rfm[part]}`,
      sayStep(event, whereOf(where), speaker),
      property(event, amount),
      when(definition.rfm) || t.allTime,
    ].join(' · ');
  }
  return t.uploadedFor(definition.upload);
}

interface RowsProps {
  definition: Extract<TagDefinition, { rows: unknown }>;
  speaker: Speaker;
}

function Rows({ definition, speaker }: RowsProps) {
  const t = useTexts(tagTexts);
  return (
    <ol className="definition-rows">
      {definition.rows.map((row, i) => (
        <li key={i}>
          {sayRule(parseRule(row.rule), speaker)} → <strong>{String(row.value)}</strong>
        </li>
      ))}
      {definition.otherwise !== undefined && (
        <li>
          {t.otherwise} → <strong>{String(definition.otherwise)}</strong>
        </li>
      )}
    </ol>
  );
}
