import { PageHead } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { ImportForm } from './import-form';
import { JobList } from './job-list';
import { importTexts } from './texts';

export default function Imports() {
  const t = useTexts(importTexts);
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <div className="stack loose">
        <ImportForm />
        <JobList />
      </div>
    </>
  );
}
