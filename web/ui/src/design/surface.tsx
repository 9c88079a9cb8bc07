import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useSpoken } from '@/i18n/texts';
import { classes } from './button';

interface CardProps {
  title?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  className?: string;
  label?: string;
  children: ReactNode;
}

export function Card({ title, actions, flush, className, label, children }: CardProps) {
  const name = label ?? (typeof title === 'string' ? title : undefined);
  return (
    <section className={classes('card', className)} aria-label={name}>
      {(title || actions) && (
        <div className="card-head">
          {typeof title === 'string' ? <h2>{title}</h2> : title}
          {actions && <div className="row">{actions}</div>}
        </div>
      )}
      <div className={classes('card-body', flush && 'flush')}>{children}</div>
    </section>
  );
}

interface PageHeadProps {
  title: string;
  lead?: ReactNode;
  back?: { to: string; label: string };
  badge?: ReactNode;
  children?: ReactNode;
}

export function PageHead({ title: named, lead, back, badge, children }: PageHeadProps) {
  const spoken = useSpoken();
  const title = spoken(named);
  return (
    <header className="page-head">
      <title>{`${title} · OneLift`}</title>
      <div className="grow">
        {back && (
          <Link href={back.to} className="crumb">
            <ChevronLeft aria-hidden />
            {back.label}
          </Link>
        )}
        <div className="row loose">
          <h1>{title}</h1>
          {badge}
        </div>
        {lead && <p>{typeof lead === 'string' ? spoken(lead) : lead}</p>}
      </div>
      {children && <div className="row">{children}</div>}
    </header>
  );
}

export const Stat = (props: { label: string; value: ReactNode; note?: ReactNode }) => (
  <div className="stat">
    <div className="stat-label">{props.label}</div>
    <div className="stat-value">{props.value}</div>
    {props.note && <div className="stat-note">{props.note}</div>}
  </div>
);

export type Tone = 'plain' | 'good' | 'bad' | 'warn';

export const Badge = (props: { tone?: Tone; dot?: boolean; children: ReactNode }) => (
  <span className={classes('badge', props.tone, props.dot && 'dot')}>{props.children}</span>
);

export const Disclosure = (props: { title: ReactNode; open?: boolean; children: ReactNode }) => (
  <details className="disclosure" open={props.open}>
    <summary>
      <ChevronRight aria-hidden />
      {props.title}
    </summary>
    <div>{props.children}</div>
  </details>
);
