import {
  BellRing,
  BrainCircuit,
  ChartLine,
  ChartSpline,
  Fingerprint,
  FlaskConical,
  Gauge,
  House,
  IdCard,
  LayoutDashboard,
  ListChecks,
  LogOut,
  MessageCircleQuestion,
  Monitor,
  Moon,
  Network,
  PanelsTopLeft,
  RadioTower,
  Settings,
  Split,
  Sun,
  Tags,
  Upload,
  Users,
  Workflow,
  type LucideIcon,
} from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { call } from '@/api/client';
import { queryClient, useStatus } from '@/api/queries';
import type { Session } from '@/api/types';
import { IconButton } from '@/design/button';
import { Segmented } from '@/design/choices';
import { chooseTheme, useTheme, type Theme } from '@/design/theme';
import { toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { chooseLanguage, useLanguage } from '@/i18n/language';
import { useTexts } from '@/i18n/texts';
import { Logo } from './logo';
import { shellTexts } from './texts';

type Page =
  | 'home'
  | 'cockpit'
  | 'dashboards'
  | 'alerts'
  | 'why'
  | 'ask'
  | 'analyses'
  | 'sql'
  | 'audiences'
  | 'tags'
  | 'models'
  | 'profiles'
  | 'identity'
  | 'placements'
  | 'experiments'
  | 'decisionTables'
  | 'sources'
  | 'imports'
  | 'plan'
  | 'semantics'
  | 'settings';

const sections: [
  section: 'analyse' | 'understand' | 'act' | 'data' | undefined,
  links: [Page, string, LucideIcon][],
][] = [
  [
    undefined,
    [
      ['home', '/', House],
      ['cockpit', '/cockpit', Gauge],
    ],
  ],
  [
    'analyse',
    [
      ['ask', '/ask', MessageCircleQuestion],
      ['analyses', '/analyses', ChartSpline],
      ['sql', '/sql', ChartLine],
      ['dashboards', '/dashboards', LayoutDashboard],
      ['why', '/why', Workflow],
      ['alerts', '/alerts', BellRing],
    ],
  ],
  [
    'understand',
    [
      ['audiences', '/audiences', Users],
      ['tags', '/tags', Tags],
      ['models', '/models', BrainCircuit],
      ['profiles', '/profiles', IdCard],
      ['identity', '/identity', Fingerprint],
    ],
  ],
  [
    'act',
    [
      ['decisionTables', '/decision-tables', Split],
      ['placements', '/placements', PanelsTopLeft],
      ['experiments', '/experiments', FlaskConical],
    ],
  ],
  [
    'data',
    [
      ['sources', '/sources', RadioTower],
      ['imports', '/imports', Upload],
      ['plan', '/plan', ListChecks],
      ['semantics', '/semantics', Network],
      ['settings', '/settings', Settings],
    ],
  ],
];

export function Sidebar({ session }: { session: Session }) {
  const t = useTexts(shellTexts);
  const [path] = useLocation();
  const isCurrent = (to: string) => (to === '/' ? path === '/' : path.startsWith(to));
  return (
    <aside className="sidebar">
      <Link href="/" className="brand">
        <Logo />
        OneLift
      </Link>
      <nav aria-label={t.mainNavigation}>
        {sections.map(([section, links]) => (
          <div key={section ?? 'top'}>
            {section && <div className="nav-section">{t[section]}</div>}
            {links.map(([page, to, Icon]) => (
              <Link
                key={page}
                href={to}
                className="nav-link"
                aria-current={isCurrent(to) ? 'page' : undefined}
              >
                <Icon aria-hidden />
                {t[page]}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className="sidebar-foot">
        <SampleProgress />
        <div className="row apart">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <Who session={session} />
      </div>
    </aside>
  );
}

function SampleProgress() {
  const t = useTexts(shellTexts);
  const f = useFormat();
  const demo = useStatus().data?.demo;
  if (!demo?.loading) return null;
  return (
    <Link href="/" className="stack tight small soft">
      <span>{t.loadingSample(f.percent(demo.progress, 0))}</span>
      <div className="progress" aria-hidden>
        <div style={{ width: `${demo.progress * 100}%` }} />
      </div>
    </Link>
  );
}

export function LanguageSwitch() {
  const t = useTexts(shellTexts);
  return (
    <Segmented
      label={t.language}
      value={useLanguage()}
      choices={[
        { value: 'zh', label: '中文' },
        { value: 'en', label: 'English' },
      ]}
      onChange={chooseLanguage}
    />
  );
}

const themes: [Theme, LucideIcon][] = [
  ['system', Monitor],
  ['light', Sun],
  ['dark', Moon],
];

function ThemeSwitch() {
  const t = useTexts(shellTexts);
  const theme = useTheme();
  const index = themes.findIndex(([name]) => name === theme);
  const [, Icon] = themes[index] ?? themes[0]!;
  const [next] = themes[(index + 1) % themes.length]!;
  return (
    <IconButton label={`${t.theme}: ${t[theme]}`} onClick={() => chooseTheme(next)}>
      <Icon />
    </IconButton>
  );
}

function Who({ session }: { session: Session }) {
  const t = useTexts(shellTexts);
  const signOut = () => {
    call('DELETE', '/api/session').then(() => {
      queryClient.clear();
      window.location.assign('/');
    }, toastError);
  };
  return (
    <div className="who row apart">
      <div className="grow">
        <div className="truncate" style={{ fontWeight: 550 }} title={session.project.name}>
          {session.project.name}
        </div>
        <div className="truncate small muted">
          {session.principal} · {t.role[session.role] ?? session.role}
        </div>
      </div>
      <IconButton label={t.signOut} onClick={signOut}>
        <LogOut />
      </IconButton>
    </div>
  );
}
