import { CircleAlert, SearchX } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Link } from 'wouter';
import { Button } from '@/design/button';
import { Empty } from '@/design/states';
import { textsNow, useTexts } from '@/i18n/texts';
import { shellTexts } from './texts';

/** Keeps the navigation alive when a page fails to draw. */
export class PageBoundary extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    const t = textsNow(shellTexts);
    return (
      <Empty
        icon={CircleAlert}
        title={t.broken}
        actions={<Button onClick={() => window.location.reload()}>{t.reload}</Button>}
      >
        {t.brokenWhat} <code>{this.state.error.message}</code>
      </Empty>
    );
  }
}

export function NotFound() {
  const t = useTexts(shellTexts);
  return (
    <Empty
      icon={SearchX}
      title={t.notFound}
      actions={
        <Link href="/" className="button">
          {t.toHome}
        </Link>
      }
    >
      {t.notFoundWhat}
    </Empty>
  );
}
