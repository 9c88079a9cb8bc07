/** A decision table while it is being edited. */
import type { DecisionTable, Outcome, TableBody } from '@/api/decision-tables';
import type { RuleCase } from '@/pages/audiences/rule-cases';
import { printRule } from '@/rule/json';
import { emptyRule, newId } from '@/rule/model';
import { parseRule } from '@/rule/parse';

export interface RowDraft extends RuleCase {
  then: Outcome;
}

export interface TableDraft {
  key: string;
  name: string;
  rows: RowDraft[];
  /** For whom no row holds; left out when they get nothing. */
  otherwise?: Outcome;
}

export const emptyRow = (): RowDraft => ({ id: newId(), root: emptyRule(), then: {} });

export const emptyTable = (): TableDraft => ({ key: '', name: '', rows: [emptyRow()] });

export const draftOf = (table: DecisionTable): TableDraft => ({
  key: table.key,
  name: table.name,
  rows: table.rows.map((row) => ({ id: newId(), root: parseRule(row.rule), then: row.then })),
  otherwise: table.otherwise,
});

export const bodyOf = (draft: TableDraft): TableBody => ({
  key: draft.key.trim(),
  name: draft.name.trim(),
  rows: draft.rows.map((row) => ({ rule: ruleOf(row), then: trimmed(row.then) })),
  otherwise: draft.otherwise && trimmed(draft.otherwise),
});

/** One condition alone stands without the group that the builder shows around it. */
function ruleOf(row: RowDraft): unknown {
  const { rule } = printRule(row.root);
  const branches = (rule.and ?? rule.or) as unknown[] | undefined;
  return branches?.length === 1 ? branches[0] : rule;
}

const trimmed = (outcome: Outcome): Outcome => ({
  audience: outcome.audience?.trim() || undefined,
  benefit: outcome.benefit?.trim() || undefined,
  touchpoint: outcome.touchpoint?.trim() || undefined,
});

export const decidesSomething = (outcome: Outcome) =>
  Object.values(trimmed(outcome)).some((part) => part !== undefined);

/** Whether it can be saved. */
export const isWhole = (draft: TableDraft) =>
  draft.name.trim() !== '' &&
  draft.key.trim() !== '' &&
  draft.rows.every((row) => printRule(row.root).pointers.size > 1 && decidesSomething(row.then)) &&
  (draft.otherwise === undefined || decidesSomething(draft.otherwise));

/** The messages of a refused table that concern one row, by the row's number. */
export function problemsOfRow(problems: { pointer: string; message: string }[], row: number) {
  const prefix = `/rows/${row}`;
  return problems
    .filter(({ pointer }) => pointer === prefix || pointer.startsWith(`${prefix}/`))
    .map(({ message }) => message);
}

/** The part of a rule that a pointer of the trace speaks of. */
export function partOf(rule: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], rule);
}
