import { useMutation } from '@tanstack/react-query';
import { Network, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useCatalog } from '@/api/queries';
import {
  createTree,
  deleteTree,
  useTreeFigures,
  useTrees,
  type MetricTree,
  type NodeFigures,
  type Relation,
} from '@/api/trees';
import { Button, IconButton } from '@/design/button';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { Select, TextInput } from '@/design/inputs';
import { numberText } from '@/design/result-table';
import { Empty, Loaded } from '@/design/states';
import { Card } from '@/design/surface';
import { toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useName, useSpoken, useTexts } from '@/i18n/texts';
import { whyTexts } from './texts';

const period = '30d';

/** Metrics with what they are made of, in the last thirty days and the thirty before. */
export function Trees() {
  const t = useTexts(whyTexts);
  const trees = useTrees();
  const [creating, setCreating] = useState(false);
  const create = (
    <Button small onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t.newTree}
    </Button>
  );
  return (
    <Loaded query={trees}>
      {(list) => (
        <>
          {list.length === 0 ? (
            <Card title={t.trees}>
              <Empty icon={Network} title={t.noTreesTitle} actions={create}>
                {t.noTreesWhat}
              </Empty>
            </Card>
          ) : (
            <>
              {list.map((tree) => (
                <Tree key={tree.key} tree={tree} />
              ))}
              <div>{create}</div>
            </>
          )}
          {creating && <CreateTree onClose={() => setCreating(false)} />}
        </>
      )}
    </Loaded>
  );
}

function Tree({ tree }: { tree: MetricTree }) {
  const t = useTexts(whyTexts);
  const spoken = useSpoken();
  const figures = useTreeFigures(tree.key, period);
  const remove = useMutation({ mutationFn: () => deleteTree(tree.key), onError: toastError });
  return (
    <Card
      title={spoken(tree.name)}
      flush
      actions={
        <IconButton label={t.removeTree} busy={remove.isPending} onClick={() => remove.mutate()}>
          <Trash2 />
        </IconButton>
      }
    >
      <Loaded query={figures}>
        {(root) => (
          <div className="table-frame">
            <table className="table dense" aria-label={spoken(tree.name)}>
              <thead>
                <tr>
                  <th>{t.metric}</th>
                  <th className="right">{t.was}</th>
                  <th className="right">{t.is}</th>
                  <th className="right">{t.toParent}</th>
                </tr>
              </thead>
              <tbody>
                {rowsOf(root).map(({ node, depth, parent }, i) => (
                  <NodeRow key={i} node={node} depth={depth} parent={parent} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </Card>
  );
}

interface Row {
  node: NodeFigures;
  depth: number;
  parent?: NodeFigures;
}

const rowsOf = (node: NodeFigures, depth = 0, parent?: NodeFigures): Row[] => [
  { node, depth, parent },
  ...(node.children ?? []).flatMap((child) => rowsOf(child, depth + 1, node)),
];

function NodeRow({ node, depth, parent }: Row) {
  const t = useTexts(whyTexts);
  const f = useFormat();
  const name = useName();
  const said = (value: number | undefined) =>
    value === undefined ? '—' : numberText(value, node.format, f);
  const change = parent?.a === undefined || parent.b === undefined ? 0 : parent.b - parent.a;
  return (
    <tr>
      <td style={{ paddingLeft: 18 + depth * 22 }}>
        {node.label ?? name(node.names, node.metric)}
        {node.relation && <span className="small muted"> · {t.relations[node.relation]}</span>}
      </td>
      <td className="right num">{said(node.a)}</td>
      <td className="right num">{said(node.b)}</td>
      <td className="right num">
        {node.contribution === undefined ? (
          '—'
        ) : (
          <>
            {parent?.format === 'percent'
              ? f.points(node.contribution)
              : f.signed(node.contribution)}
            {change !== 0 && (
              <span className="small muted"> {f.percent(node.contribution / change, 0)}</span>
            )}
          </>
        )}
      </td>
    </tr>
  );
}

function CreateTree({ onClose }: { onClose: () => void }) {
  const t = useTexts(whyTexts);
  const named = useName();
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [root, setRoot] = useState('');
  const [relation, setRelation] = useState<Relation>('product');
  const [children, setChildren] = useState<string[]>([]);
  const options = (useCatalog().data?.metrics ?? []).map((one) => ({
    value: one.key,
    label: named(one.names, one.key),
  }));
  const labelOf = (metric: string) => options.find((one) => one.value === metric)?.label ?? metric;
  const create = useMutation({
    mutationFn: () =>
      createTree({
        key: key.trim(),
        name: name.trim(),
        root: { metric: root, relation, children: children.map((metric) => ({ metric })) },
      }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title={t.newTree}
      submit={t.create}
      busy={create.isPending}
      disabled={!name.trim() || !key.trim() || !root || children.length === 0}
      error={create.error}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <Field label={t.name}>
        <TextInput autoFocus value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
      <Field label={t.key}>
        <TextInput className="mono" value={key} onChange={(e) => setKey(e.target.value)} />
      </Field>
      <Field label={t.top}>
        <Select value={root} options={options} onChange={setRoot} />
      </Field>
      <Field label={t.relation}>
        <Select
          value={relation}
          options={(['product', 'sum', 'quotient', 'influence'] as const).map((value) => ({
            value,
            label: t.relations[value],
          }))}
          onChange={setRelation}
        />
      </Field>
      <Field label={t.addChild}>
        <Select
          value=""
          options={options.filter((one) => !children.includes(one.value))}
          onChange={(metric) => setChildren([...children, metric])}
        />
      </Field>
      {children.length > 0 && (
        <ol className="small">
          {children.map((metric) => (
            <li key={metric}>
              {labelOf(metric)}{' '}
              <IconButton
                label={t.removeChild(labelOf(metric))}
                onClick={() => setChildren(children.filter((other) => other !== metric))}
              >
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </ol>
      )}
    </FormDialog>
  );
}
