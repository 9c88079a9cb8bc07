import { useSearchParams } from 'wouter';
import { useCatalog, useSession } from '@/api/queries';
import { Tabs } from '@/design/choices';
import { Loaded } from '@/design/states';
import { PageHead } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { CatalogBrowser } from './catalog-browser';
import { ModelEditor } from './editor';
import { JoinDiagram } from './join-diagram';
import { semanticsTexts } from './texts';
import { Versions } from './versions';

const views = ['catalog', 'joins', 'document', 'versions'] as const;

/** The words of the business: what can be asked, how tables are joined, and the document behind. */
export default function Semantics() {
  const t = useTexts(semanticsTexts);
  const [search, setSearch] = useSearchParams();
  const catalog = useCatalog();
  const isAdmin = useSession().data?.role === 'admin';
  const view = views.find((name) => name === search.get('view')) ?? 'catalog';
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <div className="stack loose">
        <Tabs
          label={t.view}
          value={view}
          choices={views.map((value) => ({ value, label: t[value] }))}
          onChange={(chosen) => setSearch(chosen === 'catalog' ? {} : { view: chosen })}
        />
        {view === 'catalog' && (
          <Loaded query={catalog}>{(found) => <CatalogBrowser catalog={found} />}</Loaded>
        )}
        {view === 'joins' && (
          <Loaded query={catalog}>{(found) => <JoinDiagram catalog={found} />}</Loaded>
        )}
        {view === 'document' && <ModelEditor editable={isAdmin} />}
        {view === 'versions' && <Versions restorable={isAdmin} />}
      </div>
    </>
  );
}
