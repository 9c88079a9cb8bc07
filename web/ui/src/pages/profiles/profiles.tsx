import { IdCard, UserX } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation, useParams, useSearchParams } from 'wouter';
import { ProblemError } from '@/api/client';
import { useProfile, useSampleProfiles } from '@/api/queries';
import type { SampleProfile } from '@/api/types';
import { Button } from '@/design/button';
import { Select, TextInput } from '@/design/inputs';
import { Empty, Loaded, Skeleton } from '@/design/states';
import { Card, PageHead } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { traitText } from '@/rule/trait-text';
import { useVocabulary } from '@/rule/vocabulary';
import { ProfileView } from './profile-view';
import { profileTexts } from './texts';

/** Finds one customer by any identifier, or by the number in the address. */
export default function Profiles() {
  const t = useTexts(profileTexts);
  const profileId = useParams<{ id?: string }>().id;
  const [search] = useSearchParams();
  const [type, value] = [search.get('id_type') ?? '', search.get('id') ?? ''];
  const query = profileId
    ? { profile_id: profileId }
    : type && value
      ? { id_type: type, id: value }
      : null;
  const profile = useProfile(query);
  const missing = profile.error instanceof ProblemError && profile.error.status === 404;
  return (
    <>
      <PageHead title={t.title} lead={query ? undefined : t.lead}>
        <ProfileSearch type={type || 'user_id'} value={value} key={`${type}:${value}`} />
      </PageHead>
      {query === null ? (
        <SampleProfiles />
      ) : missing ? (
        <Card>
          <Empty icon={UserX} title={t.notFoundTitle}>
            {t.notFoundWhat}
          </Empty>
        </Card>
      ) : (
        <Loaded query={profile} skeleton={<Skeleton height={420} />}>
          {(found) => <ProfileView profile={found} />}
        </Loaded>
      )}
    </>
  );
}

function ProfileSearch(props: { type: string; value: string }) {
  const t = useTexts(profileTexts);
  const [, navigate] = useLocation();
  const sample = useSampleProfiles();
  const [type, setType] = useState(props.type);
  const [value, setValue] = useState(props.value);
  const types = [
    ...new Set([
      'user_id',
      'anonymous_id',
      ...(sample.data ?? []).flatMap((p) => p.identifiers.map((i) => i.type)),
      props.type,
    ]),
  ];
  const names: Record<string, string> = t.idTypes;
  return (
    <form
      role="search"
      className="row"
      onSubmit={(e) => {
        e.preventDefault();
        const query = new URLSearchParams({ id_type: type, id: value.trim() });
        navigate(`/profiles?${query}`);
      }}
    >
      <Select
        aria-label={t.idType}
        value={type}
        options={types.map((key) => ({ value: key, label: names[key] ?? key }))}
        onChange={setType}
      />
      <TextInput
        aria-label={t.value}
        placeholder={t.valuePlaceholder}
        style={{ width: 240 }}
        value={value}
        onChange={(e) => setValue(e.target.value)}
      />
      <Button type="submit" look="primary" disabled={value.trim() === ''}>
        {t.find}
      </Button>
    </form>
  );
}

function SampleProfiles() {
  const t = useTexts(profileTexts);
  const sample = useSampleProfiles();
  return (
    <Card title={t.sampleTitle} flush>
      <p className="soft" style={{ padding: '0 18px 8px' }}>
        {t.sampleWhat}
      </p>
      <Loaded query={sample}>
        {(profiles) =>
          profiles.length === 0 ? (
            <Empty
              icon={IdCard}
              title={t.noneTitle}
              actions={
                <Link href="/imports" className="button primary">
                  {t.importFile}
                </Link>
              }
            >
              {t.noneWhat}
            </Empty>
          ) : (
            <SampleTable profiles={profiles} />
          )
        }
      </Loaded>
    </Card>
  );
}

function SampleTable({ profiles }: { profiles: SampleProfile[] }) {
  const t = useTexts(profileTexts);
  const f = useFormat();
  const { vocabulary } = useVocabulary();
  const [, navigate] = useLocation();
  const traits = [...new Set(profiles.flatMap((p) => Object.keys(p.traits)))].slice(0, 6);
  return (
    <div className="table-frame">
      <table className="table" aria-label={t.sampleTitle}>
        <thead>
          <tr>
            <th>{t.identifiers}</th>
            {traits.map((trait) => (
              <th key={trait}>{vocabulary.trait(trait)?.label ?? trait}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {profiles.map((profile) => (
            <tr
              key={profile.profile_id}
              className="link"
              onClick={() => navigate(`/profiles/${profile.profile_id}`)}
            >
              <td>
                <Link href={`/profiles/${profile.profile_id}`} className="name">
                  {profile.identifiers[0]?.value ?? profile.profile_id}
                </Link>
                {profile.identifiers.length > 1 && (
                  <span className="muted small"> +{profile.identifiers.length - 1}</span>
                )}
              </td>
              {traits.map((trait) => (
                <td key={trait} className="num">
                  {traitText(profile.traits[trait], vocabulary.trait(trait), f)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
