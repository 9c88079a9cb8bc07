import { ArrowDown, ArrowUp, Maximize2, Minimize2, X } from 'lucide-react';
import { useCardAnswer, type DashboardCard, type Range } from '@/api/reports';
import { IconButton } from '@/design/button';
import { Loaded, Skeleton } from '@/design/states';
import { Badge, Card } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useSpoken, useTexts } from '@/i18n/texts';
import { AnswerFigure } from './answer-figure';
import { dashboardTexts } from './texts';

export type CardChange = 'remove' | 'wider' | 'narrower' | 'earlier' | 'later';

interface CardViewProps {
  card: DashboardCard;
  range?: Range;
  audience?: string;
  /** Present while the dashboard is edited. */
  onChange?: (how: CardChange) => void;
}

const rowHeight = 64;

/** A card: its question is asked as it is shown. */
export function CardView({ card, range, audience, onChange }: CardViewProps) {
  const t = useTexts(dashboardTexts);
  const f = useFormat();
  const spoken = useSpoken();
  const answer = useCardAnswer(card, range, audience);
  const height = card.h * rowHeight - 70;
  const title = spoken(card.title);
  return (
    <div style={{ gridColumn: `span ${card.w}` }}>
      <Card
        title={title}
        actions={
          onChange ? (
            <Changing onChange={onChange} />
          ) : (
            answer.data?.from_cache &&
            answer.data.as_of && (
              <span title={t.cached}>
                <Badge>{f.ago(answer.data.as_of)}</Badge>
              </span>
            )
          )
        }
      >
        <div style={{ minHeight: height }}>
          <Loaded query={answer} skeleton={<Skeleton height={height} />}>
            {(data) => (
              <AnswerFigure label={title} answer={data} chart={card.chart} height={height} />
            )}
          </Loaded>
        </div>
      </Card>
    </div>
  );
}

function Changing({ onChange }: { onChange: (how: CardChange) => void }) {
  const t = useTexts(dashboardTexts);
  return (
    <>
      <IconButton label={t.earlier} onClick={() => onChange('earlier')}>
        <ArrowUp />
      </IconButton>
      <IconButton label={t.later} onClick={() => onChange('later')}>
        <ArrowDown />
      </IconButton>
      <IconButton label={t.narrower} onClick={() => onChange('narrower')}>
        <Minimize2 />
      </IconButton>
      <IconButton label={t.wider} onClick={() => onChange('wider')}>
        <Maximize2 />
      </IconButton>
      <IconButton label={t.remove} onClick={() => onChange('remove')}>
        <X />
      </IconButton>
    </>
  );
}
