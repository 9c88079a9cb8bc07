import { Fingerprint } from 'lucide-react';
import { Link } from 'wouter';
import type { Cell, Profile } from '@/api/types';
import { CopyButton } from '@/design/code-block';
import { Card } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { LedgerList } from '@/pages/identity/ledger-list';
import { traitText } from '@/rule/trait-text';
import { useVocabulary, type Subject } from '@/rule/vocabulary';
import { EraseProfile } from './erase-profile';
import { profileTexts } from './texts';
import { Timeline } from './timeline';

export function ProfileView({ profile }: { profile: Profile }) {
  const t = useTexts(profileTexts);
  return (
    <div className="stack loose">
      <ProfileHeader profile={profile} />
      <div className="split">
        <div className="stack loose">
          <Timeline events={profile.recent_events} />
          <Merges profile={profile} />
        </div>
        <div className="stack loose">
          <Card title={t.audiences}>
            <Audiences profile={profile} />
          </Card>
          <Card title={t.tags}>
            <TagList profile={profile} />
          </Card>
          <Card title={t.identifiers}>
            <ul className="stack" style={{ gap: 2 }}>
              {profile.identifiers.map((identifier) => (
                <li key={`${identifier.type}:${identifier.value}`} className="row apart">
                  <span className="small muted">
                    {(t.idTypes as Record<string, string>)[identifier.type] ?? identifier.type}
                  </span>
                  <span className="row" style={{ gap: 2, minWidth: 0 }}>
                    <code className="truncate">{identifier.value}</code>
                    <CopyButton text={identifier.value} />
                  </span>
                </li>
              ))}
            </ul>
          </Card>
          <EraseProfile profile={profile} />
        </div>
      </div>
    </div>
  );
}

function ProfileHeader({ profile }: { profile: Profile }) {
  const t = useTexts(profileTexts);
  const f = useFormat();
  const { vocabulary } = useVocabulary();
  const name = profile.traits.name;
  const traits = Object.entries(profile.traits).filter(([key]) => key !== 'name');
  return (
    <Card label={t.traits}>
      <div className="profile-head">
        <span className="avatar" aria-hidden>
          {typeof name === 'string' && name ? name.slice(0, 1) : <Fingerprint size={22} />}
        </span>
        <div className="grow">
          <h2 className="profile-name">
            {typeof name === 'string' && name ? name : t.profileNo(profile.profile_id)}
          </h2>
          <div className="small muted">
            {t.profileNo(profile.profile_id)}
            {profile.first_seen && ` · ${t.firstSeen} ${f.dateTime(profile.first_seen)}`}
            {profile.last_seen && ` · ${t.lastSeen} ${f.ago(profile.last_seen)}`}
          </div>
        </div>
      </div>
      {traits.length === 0 ? (
        <p className="muted">{t.noTraits}</p>
      ) : (
        <dl className="trait-grid">
          {traits.map(([key, value]) => (
            <div key={key}>
              <dt>{vocabulary.trait(key)?.label ?? key}</dt>
              <dd className="num">
                <Value value={value} subject={vocabulary.trait(key)} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}

function Value({ value, subject }: { value: Cell; subject: Subject | undefined }) {
  return traitText(value, subject, useFormat());
}

function TagList({ profile }: { profile: Profile }) {
  const t = useTexts(profileTexts);
  const { vocabulary } = useVocabulary();
  const tags = Object.entries(profile.tags).filter(
    ([, value]) => value !== null && value !== false,
  );
  if (tags.length === 0) return <p className="muted">{t.noTags}</p>;
  return (
    <ul className="tag-cloud">
      {tags.map(([key, value]) => (
        <li key={key} className="chip">
          <span className="muted">{vocabulary.tag(key)?.label ?? key}</span>
          {value !== true && (
            <strong className="num">
              <Value value={value} subject={vocabulary.tag(key)} />
            </strong>
          )}
        </li>
      ))}
    </ul>
  );
}

function Audiences({ profile }: { profile: Profile }) {
  const t = useTexts(profileTexts);
  const { vocabulary } = useVocabulary();
  if (profile.audiences.length === 0) return <p className="muted">{t.noAudiences}</p>;
  return (
    <ul className="row wrap">
      {profile.audiences.map((audience) => {
        const key = typeof audience === 'string' ? audience : audience.key;
        return (
          <li key={key}>
            <Link href={`/audiences/${key}`} className="chip">
              {typeof audience === 'string' ? vocabulary.audience(key) : audience.name}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function Merges({ profile }: { profile: Profile }) {
  const t = useTexts(profileTexts);
  return (
    <Card title={t.merges}>
      {profile.merges.length === 0 ? (
        <p className="muted">{t.noMerges}</p>
      ) : (
        <>
          <p className="small muted" style={{ marginBottom: 10 }}>
            {t.mergesWhat}
          </p>
          <LedgerList entries={profile.merges} />
        </>
      )}
    </Card>
  );
}
