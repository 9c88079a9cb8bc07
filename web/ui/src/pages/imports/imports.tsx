import { useSearchParams } from 'wouter';
import { Tabs } from '@/design/choices';
import { PageHead } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { JobList } from './job-list';
import { RejectedEvents } from './rejected-events';
import { importTexts } from './texts';
import { UploadForm } from './upload-form';

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
            <UploadForm />
            <JobList />
          </>
        ) : (
          <RejectedEvents />
        )}
      </div>
    </>
  );
}
