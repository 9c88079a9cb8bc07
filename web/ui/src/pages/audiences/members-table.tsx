import { useState } from 'react';
import { useLocation } from 'wouter';
import { useMembers } from '@/api/queries';
import { Button } from '@/design/button';
import { Loaded } from '@/design/states';
import { Card } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { traitText } from '@/rule/trait-text';
import type { Vocabulary } from '@/rule/vocabulary';
import { audienceTexts } from './texts';

const pageSize = 20;
const shownTraits = 6;

interface MembersTableProps {
  audience: string | undefined;
  vocabulary: Vocabulary;
}

/** Who is in a saved audience. */
export function MembersTable({ audience, vocabulary }: MembersTableProps) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const [, navigate] = useLocation();
  const [after, setAfter] = useState<string>();
  const members = useMembers(audience, after, pageSize);
  if (audience === undefined) {
    return (
      <Card title={t.members}>
        <p className="muted">{t.membersUnsaved}</p>
      </Card>
    );
  }
  return (
    <Card title={t.members} flush>
      <Loaded query={members}>
        {(page) => {
          const traits = [
            ...new Set(page.members.flatMap((m) => Object.keys(m.traits ?? {}))),
          ].slice(0, shownTraits);
          if (page.members.length === 0) {
            return (
              <p className="muted" style={{ padding: '0 18px 12px' }}>
                {t.membersNone}
              </p>
            );
          }
          return (
            <>
              <div className="table-frame">
                <table className="table dense" aria-label={t.members}>
                  <thead>
                    <tr>
                      <th>{t.user}</th>
                      {traits.map((trait) => (
                        <th key={trait}>{vocabulary.trait(trait)?.label ?? trait}</th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {page.members.map((member) => (
                      <tr
                        key={member.profile_id}
                        className="link"
                        onClick={() => navigate(`/profiles/${member.profile_id}`)}
                      >
                        <td>
                          <a
                            href={`/profiles/${member.profile_id}`}
                            onClick={(e) => e.preventDefault()}
                          >
                            {member.user_id ?? member.profile_id}
                          </a>
                        </td>
                        {traits.map((trait) => (
                          <td key={trait} className="num">
                            {traitText(member.traits?.[trait], vocabulary.trait(trait), f)}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <div className="row" style={{ padding: '8px 18px' }}>
                {after !== undefined && (
                  <Button small look="ghost" onClick={() => setAfter(undefined)}>
                    {t.previous}
                  </Button>
                )}
                {page.next && (
                  <Button small look="ghost" onClick={() => setAfter(String(page.next))}>
                    {t.next}
                  </Button>
                )}
              </div>
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}
