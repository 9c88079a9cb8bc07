/** The rule language: a built rule to JSON with the pointer of every node, and JSON to a built rule. */
import { isComplete, newId, withoutProperty, type GroupNode, type RuleNode } from './model';
import type { Measure, PropertyTest, Test, WindowOfTime } from './model';

export type Json = { [key: string]: unknown };

export interface PrintedRule {
  rule: Json;
  /** The JSON pointer of every node that is in the rule, by node id. */
  pointers: Map<string, string>;
  /** Nodes left out because they compare with nothing yet. */
  incomplete: Set<string>;
}

export function printRule(root: GroupNode): PrintedRule {
  const pointers = new Map<string, string>();
  const incomplete = new Set<string>();

  function print(node: RuleNode, pointer: string): Json | undefined {
    const inner = node.negated ? `${pointer}/not` : pointer;
    const json = node.kind === 'group' ? printGroup(node, inner) : printCondition(node);
    if (!json) {
      incomplete.add(node.id);
      return undefined;
    }
    pointers.set(node.id, pointer);
    return node.negated ? { not: json } : json;
  }

  function printGroup(group: GroupNode, pointer: string): Json | undefined {
    const children: Json[] = [];
    for (const child of group.children) {
      const json = print(child, `${pointer}/${group.op}/${children.length}`);
      if (json) children.push(json);
    }
    return children.length > 0 || group.id === root.id ? { [group.op]: children } : undefined;
  }

  return { rule: print(root, '') ?? { and: [] }, pointers, incomplete };
}

function printCondition(node: Exclude<RuleNode, GroupNode>): Json | undefined {
  switch (node.kind) {
    case 'tag':
      return isComplete(node.test) ? { tag: node.tag, ...printTest(node.test) } : undefined;
    case 'trait':
      return isComplete(node.test) ? { trait: node.trait, ...printTest(node.test) } : undefined;
    case 'event': {
      const measure = printMeasure(node.measure);
      return measure
        ? {
            event: node.event,
            ...printWhere(node.where),
            ...measure,
            ...printWindow(node.window),
          }
        : undefined;
    }
    case 'sequence':
      return node.steps.length < 2
        ? undefined
        : {
            sequence: node.steps.map((step) => ({ event: step.event, ...printWhere(step.where) })),
            within: node.within,
            ...(node.last ? { last: node.last } : {}),
            ...(node.from ? { from: node.from } : {}),
            ...(node.to ? { to: node.to } : {}),
          };
    case 'audience':
      if (!node.audience) return undefined;
      return node.snapshot === undefined
        ? { audience: node.audience }
        : { snapshot: node.audience, number: node.snapshot };
  }
}

export function printTest(test: Test): Json {
  switch (test.op) {
    case 'in':
      return { in: test.values };
    case 'not_in':
      return { not_in: test.values };
    case 'range':
      return Object.fromEntries(
        (['gt', 'gte', 'lt', 'lte'] as const)
          .filter((name) => test[name] !== undefined && test[name] !== '')
          .map((name) => [name, test[name]]),
      );
    case 'eq':
      return { eq: test.value };
    case 'ne':
      return { ne: test.value };
    case 'is_set':
      return { is_set: test.set };
    case 'contains':
      return { contains: test.text };
  }
}

export function printWhere(where: PropertyTest[]): Json {
  const complete = where.filter((w) => w.property && isComplete(w.test));
  return complete.length > 0
    ? { where: complete.map((w) => ({ property: w.property, ...printTest(w.test) })) }
    : {};
}

function printMeasure(measure: Measure): Json | undefined {
  if (!isComplete(measure.test)) return undefined;
  if (withoutProperty(measure.kind)) return { [measure.kind]: printTest(measure.test) };
  if (!measure.property) return undefined;
  return { [measure.kind]: { property: measure.property, ...printTest(measure.test) } };
}

export function printWindow(window: WindowOfTime): Json {
  switch (window.kind) {
    case 'always':
      return {};
    case 'within':
      return { within: window.length };
    case 'days':
      return {
        ...(window.from ? { from: window.from } : {}),
        ...(window.to ? { to: window.to } : {}),
      };
  }
}

/** Wraps any rule so that the root is a group, as the builder shows it. */
export function asRoot(node: RuleNode): GroupNode {
  return node.kind === 'group'
    ? node
    : { id: newId(), kind: 'group', op: 'and', negated: false, children: [node] };
}
