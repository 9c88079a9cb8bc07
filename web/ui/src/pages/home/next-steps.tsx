import {
  FlaskConical,
  MessageCircleQuestion,
  PanelsTopLeft,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { Link } from 'wouter';
import { useTexts } from '@/i18n/texts';
import { homeTexts } from './texts';

export function NextSteps() {
  const t = useTexts(homeTexts);
  const steps: [string, LucideIcon, string, string][] = [
    ['/ask', MessageCircleQuestion, t.askTitle, t.askWhat],
    ['/audiences/new', Users, t.audienceTitle, t.audienceWhat],
    ['/placements', PanelsTopLeft, t.placementTitle, t.placementWhat],
    ['/experiments', FlaskConical, t.experimentTitle, t.experimentWhat],
  ];
  return (
    <nav className="grid-4" aria-label={t.nextSteps}>
      {steps.map(([to, Icon, title, what]) => (
        <Link key={to} href={to} className="card next-step">
          <Icon aria-hidden />
          <strong>{title}</strong>
          <span className="soft small">{what}</span>
        </Link>
      ))}
    </nav>
  );
}
