import { useSearchParams } from 'wouter';
import { useSession, useStatus } from '@/api/queries';
import { Tabs } from '@/design/choices';
import { Card, PageHead } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { shellTexts } from '@/shell/texts';
import { ApiKeys } from './api-keys';
import { Erasures } from './erasures';
import { settingsTexts } from './texts';

const sections = ['project', 'keys', 'erasures'] as const;

export default function Settings() {
  const t = useTexts(settingsTexts);
  const [search, setSearch] = useSearchParams();
  const section = sections.find((s) => s === search.get('section')) ?? 'project';
  return (
    <>
      <PageHead title={t.title} />
      <div className="stack loose">
        <Tabs
          label={t.section}
          value={section}
          choices={sections.map((value) => ({ value, label: t[value] }))}
          onChange={(chosen) => setSearch({ section: chosen })}
        />
        {section === 'project' && <ProjectFacts />}
        {section === 'keys' && <ApiKeys />}
        {section === 'erasures' && <Erasures />}
      </div>
    </>
  );
}

function ProjectFacts() {
  const t = useTexts(settingsTexts);
  const shell = useTexts(shellTexts);
  const session = useSession().data;
  const warehouse = useStatus().data?.warehouse;
  if (!session) return null;
  return (
    <Card title={t.project}>
      <dl className="facts">
        <dt>{t.name}</dt>
        <dd>{session.project.name}</dd>
        <dt>{t.zone}</dt>
        <dd>{session.project.zone}</dd>
        <dt>{t.currency}</dt>
        <dd>{session.project.currency}</dd>
        <dt>{t.signedInAs}</dt>
        <dd>
          {session.principal} · {shell.role[session.role] ?? session.role}
        </dd>
        <dt>{t.version}</dt>
        <dd className="num">{session.version}</dd>
        {warehouse && (
          <>
            <dt>{t.warehouse}</dt>
            <dd>
              ClickHouse {warehouse.version} · {warehouse.embedded ? t.embedded : t.external} ·{' '}
              <code>{warehouse.address}</code>
            </dd>
          </>
        )}
      </dl>
    </Card>
  );
}
