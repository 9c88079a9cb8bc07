import { Button } from '@/design/button';
import { ErrorNotice } from '@/design/states';
import { useTexts } from '@/i18n/texts';
import { placeOf } from './place-of';
import { sqlTexts } from './texts';

interface SqlErrorProps {
  error: unknown;
  sql: string;
  /** Letters that were sent before the statement, in its first line. */
  ahead: number;
  onGoTo: (at: number) => void;
}

/** What is wrong, and the line it is in with a mark under the place. */
export function SqlError({ error, sql, ahead, onGoTo }: SqlErrorProps) {
  const t = useTexts(sqlTexts);
  const place = error instanceof Error ? placeOf(error.message, sql, ahead) : undefined;
  return (
    <div className="stack">
      <ErrorNotice error={error} />
      {place && (
        <div className="code">
          <pre>
            <code>{`${place.text}\n${' '.repeat(place.column - 1)}^`}</code>
          </pre>
          <Button small look="ghost" onClick={() => onGoTo(place.at)}>
            {t.goTo(place.line, place.column)}
          </Button>
        </div>
      )}
    </div>
  );
}
