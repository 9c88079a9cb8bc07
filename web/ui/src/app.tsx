import { lazy, Suspense, useEffect } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { onSignedOut } from '@/api/client';
import { queryClient, useSession } from '@/api/queries';
import type { Session } from '@/api/types';
import { SkeletonRows } from '@/design/states';
import { Toasts } from '@/design/toasts';
import { setProjectZone } from '@/format/times';
import { useTexts } from '@/i18n/texts';
import { SignIn } from '@/pages/sign-in/sign-in';
import { NotFound, PageBoundary } from '@/shell/broken';
import { Sidebar } from '@/shell/sidebar';
import { shellTexts } from '@/shell/texts';

const Home = lazy(() => import('@/pages/home/home'));
const Ask = lazy(() => import('@/pages/ask/ask'));
const Analyses = lazy(() => import('@/pages/analyses/analyses'));
const Analysis = lazy(() => import('@/pages/analyses/analysis'));
const Cockpit = lazy(() => import('@/pages/cockpit/cockpit'));
const Dashboards = lazy(() => import('@/pages/dashboards/dashboards'));
const Dashboard = lazy(() => import('@/pages/dashboards/dashboard'));
const Why = lazy(() => import('@/pages/why/why'));
const Alerts = lazy(() => import('@/pages/alerts/alerts'));
const Audiences = lazy(() => import('@/pages/audiences/audiences'));
const Overlap = lazy(() => import('@/pages/audiences/overlap-page'));
const Builder = lazy(() => import('@/pages/audiences/builder-page'));
const Tags = lazy(() => import('@/pages/tags/tags'));
const Models = lazy(() => import('@/pages/models/models'));
const Model = lazy(() => import('@/pages/models/model'));
const Profiles = lazy(() => import('@/pages/profiles/profiles'));
const Identity = lazy(() => import('@/pages/identity/identity'));
const Placements = lazy(() => import('@/pages/placements/placements'));
const Placement = lazy(() => import('@/pages/placements/placement'));
const Experiments = lazy(() => import('@/pages/experiments/experiments'));
const Experiment = lazy(() => import('@/pages/experiments/experiment'));
const DecisionTables = lazy(() => import('@/pages/decision-tables/decision-tables'));
const DecisionTable = lazy(() => import('@/pages/decision-tables/decision-table'));
const Imports = lazy(() => import('@/pages/imports/imports'));
const Sources = lazy(() => import('@/pages/sources/sources'));
const TrackingPlan = lazy(() => import('@/pages/plan/plan'));
const Semantics = lazy(() => import('@/pages/semantics/semantics'));
const Sql = lazy(() => import('@/pages/sql/sql'));
const Settings = lazy(() => import('@/pages/settings/settings'));

export function App() {
  const session = useSession();
  useEffect(() => onSignedOut(() => queryClient.resetQueries({ queryKey: ['session'] })), []);
  return (
    <>
      {session.data ? (
        <Signed session={session.data} />
      ) : session.isPending ? null : (
        <SignIn failure={session.error} />
      )}
      <Toasts />
    </>
  );
}

function Signed({ session }: { session: Session }) {
  const t = useTexts(shellTexts);
  const [path] = useLocation();
  setProjectZone(session.project.zone);
  return (
    <div className="shell">
      <a className="visually-hidden" href="#content">
        {t.skipToContent}
      </a>
      <Sidebar session={session} />
      <main className="main" id="content">
        <div className="main-inner" key={path.split('/')[1]}>
          <PageBoundary key={path}>
            <Suspense fallback={<SkeletonRows rows={6} />}>
              <Switch>
                <Route path="/" component={Home} />
                <Route path="/ask" component={Ask} />
                <Route path="/analyses" component={Analyses} />
                <Route path="/analyses/:model" component={Analysis} />
                <Route path="/cockpit" component={Cockpit} />
                <Route path="/dashboards" component={Dashboards} />
                <Route path="/dashboards/:key" component={Dashboard} />
                <Route path="/why" component={Why} />
                <Route path="/alerts" component={Alerts} />
                <Route path="/audiences" component={Audiences} />
                <Route path="/audiences/new" component={Builder} />
                <Route path="/audiences/overlap" component={Overlap} />
                <Route path="/audiences/:key" component={Builder} />
                <Route path="/tags" component={Tags} />
                <Route path="/models" component={Models} />
                <Route path="/models/:key" component={Model} />
                <Route path="/profiles/:id?" component={Profiles} />
                <Route path="/identity" component={Identity} />
                <Route path="/placements" component={Placements} />
                <Route path="/placements/:key" component={Placement} />
                <Route path="/experiments" component={Experiments} />
                <Route path="/experiments/:key" component={Experiment} />
                <Route path="/decision-tables" component={DecisionTables} />
                <Route path="/decision-tables/new" component={DecisionTable} />
                <Route path="/decision-tables/:key" component={DecisionTable} />
                <Route path="/sources" component={Sources} />
                <Route path="/imports" component={Imports} />
                <Route path="/plan" component={TrackingPlan} />
                <Route path="/semantics" component={Semantics} />
                <Route path="/sql" component={Sql} />
                <Route path="/settings" component={Settings} />
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          </PageBoundary>
        </div>
      </main>
    </div>
  );
}
