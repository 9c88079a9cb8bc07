import { ChartSpline } from 'lucide-react';
import { Link } from 'wouter';
import { modelKeys } from '@/analysis/spec';
import { useCatalog } from '@/api/queries';
import { Empty, Loaded } from '@/design/states';
import { Card, PageHead } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { Picture } from './pictures';
import { analysisTexts } from './texts';

/** The models that the server offers, each with what it answers. */
export default function Analyses() {
  const t = useTexts(analysisTexts);
  const catalog = useCatalog();
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <Loaded query={catalog}>
        {({ analyses = [], events }) => (
          <div className="stack loose">
            {events.length === 0 && (
              <Card>
                <NoEvents />
              </Card>
            )}
            <div className="model-grid">
              {modelKeys
                .filter((key) => analyses.includes(key))
                .map((key) => (
                  <Link key={key} href={`/analyses/${key}`} className="card model-card">
                    <Picture model={key} />
                    <h2>{t.model[key]}</h2>
                    <p className="soft">{t.what[key]}</p>
                  </Link>
                ))}
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}

export function NoEvents() {
  const t = useTexts(analysisTexts);
  return (
    <Empty
      icon={ChartSpline}
      title={t.noneTitle}
      actions={
        <>
          <Link href="/sources" className="button primary">
            {t.toSources}
          </Link>
          <Link href="/imports" className="button">
            {t.toImports}
          </Link>
        </>
      }
    >
      {t.noneWhat}
    </Empty>
  );
}
