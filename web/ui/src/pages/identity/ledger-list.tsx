import { Ban, GitMerge, ShieldAlert, Split, Undo2, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useSession } from '@/api/queries';
import type { LedgerEntry, LedgerKind } from '@/api/identity';
import { Button } from '@/design/button';
import { Badge, type Tone } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { identityTexts } from './texts';
import { UnmergeDialog } from './unmerge-dialog';

const looks: Record<LedgerKind, [LucideIcon, Tone]> = {
  merge: [GitMerge, 'good'],
  refused: [Ban, 'warn'],
  blocked: [Ban, 'plain'],
  guarded: [ShieldAlert, 'bad'],
  unmerge: [Split, 'plain'],
};

/** Entries of the ledger with their causes; a merge can be taken back. */
export function LedgerList({ entries }: { entries: LedgerEntry[] }) {
  const t = useTexts(identityTexts);
  const f = useFormat();
  const mayUnmerge = useSession().data?.role === 'admin';
  const [taking, setTaking] = useState<LedgerEntry>();
  return (
    <>
      <ul className="ledger" aria-label={t.ledger}>
        {entries.map((entry) => {
          const [Icon, tone] = looks[entry.kind];
          return (
            <li key={entry.id}>
              <Icon aria-hidden />
              <div className="grow">
                <div className="row wrap" style={{ gap: 6 }}>
                  <Badge tone={tone}>{t.kinds[entry.kind]}</Badge>
                  <Who entry={entry} />
                  {entry.undone && <Badge>{t.undone}</Badge>}
                </div>
                <div className="cause">{entry.cause}</div>
                <div className="small muted">{f.dateTime(entry.at)}</div>
              </div>
              {entry.kind === 'merge' && !entry.undone && mayUnmerge && (
                <Button small onClick={() => setTaking(entry)}>
                  <Undo2 aria-hidden />
                  {t.unmerge}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {taking && <UnmergeDialog entry={taking} onClose={() => setTaking(undefined)} />}
    </>
  );
}

function Who({ entry }: { entry: LedgerEntry }) {
  const t = useTexts(identityTexts);
  const loser = <ProfileLink id={entry.loser} />;
  const winner = <ProfileLink id={entry.winner} />;
  switch (entry.kind) {
    case 'merge':
      return (
        <span>
          {loser} → {winner}
        </span>
      );
    case 'unmerge':
      return (
        <span>
          {loser} ⇠ {winner}
        </span>
      );
    case 'refused':
    case 'blocked':
    case 'guarded':
      return entry.winner && entry.winner !== '0' ? (
        <span>
          {t.at} {winner}
        </span>
      ) : null;
  }
}

const ProfileLink = ({ id }: { id: string }) => (
  <Link href={`/profiles/${id}`} className="num">
    {id}
  </Link>
);
