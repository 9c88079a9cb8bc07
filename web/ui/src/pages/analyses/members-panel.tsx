import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { cellOf, isKey, type Cells, type Labels } from '@/analysis/labels';
import type { AnalysisResult, CellMembers } from '@/api/analyses';
import { call } from '@/api/client';
import { queryClient } from '@/api/queries';
import { Button } from '@/design/button';
import { Dialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { TextInput } from '@/design/inputs';
import { ErrorNotice, SkeletonRows } from '@/design/states';
import { toast } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { Json } from '@/rule/json';
import { analysisTexts } from './texts';

/** A figure that was clicked. */
export interface DrillDown {
  /** As it was asked. */
  request: Json;
  result: AnalysisResult;
  row: Cells;
  measure: string;
}

interface MembersPanelProps {
  model: string;
  drill: DrillDown;
  labels: Labels;
  onClose: () => void;
}

const shown = 50;

/** Who is behind a figure, and a way to keep them as an audience. */
export function MembersPanel({ model, drill, labels, onClose }: MembersPanelProps) {
  const t = useTexts(analysisTexts);
  const f = useFormat();
  const body = {
    request: drill.request,
    cell: cellOf(drill.result, drill.row, drill.measure),
  };
  const path = `/api/analyses/${model}/members`;
  const members = useQuery({
    queryKey: ['cell-members', model, body],
    retry: false,
    queryFn: ({ signal }) =>
      call<CellMembers>('POST', path, { json: { ...body, limit: shown }, signal }),
  });
  const facts = drill.result.columns.filter(
    (column) => (isKey(column) && drill.row[column.name] !== null) || column.name === drill.measure,
  );
  return (
    <Dialog drawer title={t.members} onClose={onClose}>
      <div className="stack loose">
        <dl className="facts">
          {drill.measure === 'dropped' && <FactLine name={t.measure} value={t.dropped} />}
          {facts.map((column) => (
            <FactLine
              key={column.name}
              name={labels.column(column)}
              value={labels.cell(column, drill.row[column.name])}
            />
          ))}
        </dl>
        {members.error ? (
          <ErrorNotice error={members.error} retry={() => void members.refetch()} />
        ) : members.data === undefined ? (
          <SkeletonRows rows={6} />
        ) : members.data.size === 0 ? (
          <p className="muted">{t.membersNone}</p>
        ) : (
          <>
            <div className="row baseline">
              <span className="count-number num">{f.exact(members.data.size)}</span>
              <span className="muted">{t.membersSize}</span>
            </div>
            <SaveMembers path={path} body={body} />
            <div>
              <h3>{t.membersFirst(f.exact(members.data.members.length))}</h3>
              <ul className="member-list">
                {members.data.members.map((id) => (
                  <li key={id}>
                    <Link href={`/profiles/${id}`}>{id}</Link>
                  </li>
                ))}
              </ul>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

const FactLine = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

function SaveMembers({ path, body }: { path: string; body: Json }) {
  const t = useTexts(analysisTexts);
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: () =>
      call<CellMembers>('POST', path, {
        json: { ...body, limit: 0, save_as: { name: name.trim() } },
      }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['audiences'] });
      toast(t.saved(name.trim()));
    },
  });
  const saved = save.data?.audience;
  return (
    <form
      className="stack"
      aria-label={t.saveTitle}
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate();
      }}
    >
      <Field label={t.saveTitle} hint={t.saveWhat}>
        <TextInput
          aria-label={t.saveName}
          placeholder={t.saveName}
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
      </Field>
      <div className="row">
        <Button
          type="submit"
          look="primary"
          busy={save.isPending}
          disabled={name.trim() === '' || saved !== undefined}
        >
          {t.save}
        </Button>
        {saved && (
          <Link href={`/audiences/${saved}`} className="button">
            {t.openAudience}
          </Link>
        )}
      </div>
      {save.error && <ErrorNotice error={save.error} />}
    </form>
  );
}
