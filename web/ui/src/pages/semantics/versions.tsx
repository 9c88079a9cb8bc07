import { useMutation } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import { queryClient } from '@/api/queries';
import {
  restoreModel,
  useModelDiff,
  useModelVersions,
  type DiffLine,
  type ModelVersion,
} from '@/api/semantics';
import { Button } from '@/design/button';
import { Empty, ErrorNotice, Loaded } from '@/design/states';
import { Badge, Card } from '@/design/surface';
import { toast } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { semanticsTexts } from './texts';

/** Who changed the model when and why; what changed; and the way back. */
export function Versions({ restorable }: { restorable: boolean }) {
  const t = useTexts(semanticsTexts);
  const versions = useModelVersions();
  const [shown, setShown] = useState<number>();
  return (
    <div className="stack loose">
      <Card title={t.versions} flush>
        <Loaded query={versions}>
          {(list) =>
            list.length === 0 ? (
              <Empty icon={History} title={t.noVersions}>
                {t.noVersionsWhat}
              </Empty>
            ) : (
              <VersionTable
                versions={list}
                shown={shown}
                restorable={restorable}
                onShow={setShown}
              />
            )
          }
        </Loaded>
      </Card>
      {shown !== undefined && <Changes to={shown} />}
    </div>
  );
}

interface VersionTableProps {
  versions: ModelVersion[];
  shown: number | undefined;
  restorable: boolean;
  onShow: (version: number) => void;
}

function VersionTable({ versions, shown, restorable, onShow }: VersionTableProps) {
  const t = useTexts(semanticsTexts);
  const f = useFormat();
  const newest = versions[0]?.version;
  const restore = useMutation({
    mutationFn: restoreModel,
    onSuccess: () => {
      toast(t.restored);
      void queryClient.invalidateQueries({ queryKey: ['model'] });
      void queryClient.invalidateQueries({ queryKey: ['catalog'] });
    },
  });
  return (
    <>
      {restore.error && <ErrorNotice error={restore.error} />}
      <div className="table-frame">
        <table className="table dense">
          <thead>
            <tr>
              <th>{t.version}</th>
              <th>{t.savedAt}</th>
              <th>{t.savedBy}</th>
              <th>{t.comment}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <tr key={version.version}>
                <td className="num">
                  {version.version}{' '}
                  {version.version === newest && <Badge tone="good">{t.inForce}</Badge>}
                </td>
                <td>{f.dateTime(version.saved_at)}</td>
                <td>{version.saved_by}</td>
                <td>{version.comment}</td>
                <td className="right">
                  <Button
                    small
                    look="ghost"
                    aria-pressed={shown === version.version}
                    onClick={() => onShow(version.version)}
                  >
                    {t.changes}
                  </Button>
                  {restorable && version.version !== newest && (
                    <Button
                      small
                      busy={restore.isPending && restore.variables === version.version}
                      onClick={() => restore.mutate(version.version)}
                    >
                      {t.restore}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const marks = { same: ' ', removed: '−', added: '+' };

function Changes({ to }: { to: number }) {
  const t = useTexts(semanticsTexts);
  const diff = useModelDiff(to - 1, to);
  return (
    <Card title={t.changesOf(to)}>
      <Loaded query={diff}>
        {(lines) => (
          <pre className="diff mono">
            {around(lines).map((line, i) =>
              line ? (
                <div key={i} className={line.change}>
                  {marks[line.change]} {line.text}
                </div>
              ) : (
                <div key={i} className="muted">
                  …
                </div>
              ),
            )}
          </pre>
        )}
      </Loaded>
    </Card>
  );
}

/** Changed lines with three around them; what lies between is left out as undefined. */
export function around(lines: DiffLine[], near = 3): (DiffLine | undefined)[] {
  const kept = lines.map((_, i) =>
    lines.slice(Math.max(0, i - near), i + near + 1).some((line) => line.change !== 'same'),
  );
  return lines.flatMap((line, i) => (kept[i] ? [line] : i === 0 || kept[i - 1] ? [undefined] : []));
}
