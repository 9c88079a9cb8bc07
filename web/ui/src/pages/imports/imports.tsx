import { useSearchParams } from 'wouter';
import { Tabs } from '@/design/choices';
import { PageHead } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { ImportForm } from './import-form';
import { JobList } from './job-list';
import { RejectedEvents } from './rejected-events';
import { importTexts } from './texts';

export default function Imports() {
  const t = useTexts(importTexts);
  const [search, setSearch] = useSearchParams();
  const view = search.get('view') === 'rejected' ? 'rejected' : 'files';
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <div className="stack loose">
        <Tabs
          label={t.view}
          value={view}
          choices={[
            { value: 'files', label: t.files },
            { value: 'rejected', label: t.rejectedTab },
          ]}
          onChange={(chosen) => setSearch(chosen === 'files' ? {} : { view: chosen })}
        />
        {view === 'files' ? (
          <>
            <ImportForm />
            <JobList />
          </>
        ) : (
          <RejectedEvents />
        )}
      </div>
    </>
  );
}
