import { SearchX } from 'lucide-react';
import type { Draft } from '@/analysis/draft';
import type { Cells, Labels } from '@/analysis/labels';
import type { ModelSpec } from '@/analysis/spec';
import type { AnalysisResult } from '@/api/analyses';
import { Empty } from '@/design/states';
import { useTexts } from '@/i18n/texts';
import type { Json } from '@/rule/json';
import { DistributionFigure } from './figures/distribution';
import { FunnelFigure } from './figures/funnel';
import { IntervalFigure } from './figures/interval';
import { LtvFigure } from './figures/ltv';
import { PathFigure } from './figures/path';
import { PropertyFigure } from './figures/property';
import { RetentionFigure } from './figures/retention';
import { RfmFigure } from './figures/rfm';
import { SegmentationFigure } from './figures/segmentation';
import { SessionFigure } from './figures/session';
import { StickinessFigure } from './figures/stickiness';
import { analysisTexts } from './texts';

export interface FigureProps {
  spec: ModelSpec;
  draft: Draft;
  result: AnalysisResult;
  /** As it was asked. */
  request: Json;
  labels: Labels;
  onChange: (changed: Partial<Draft>) => void;
  /** Shows who is behind a figure. */
  onDrill: (row: Cells, measure: string) => void;
}

/** The chart that people expect of a model. */
export function Figure(props: FigureProps) {
  const t = useTexts(analysisTexts);
  if (props.result.rows.length === 0) {
    return (
      <Empty icon={SearchX} title={t.nothingTitle}>
        {t.nothingWhat}
      </Empty>
    );
  }
  switch (props.spec.key) {
    case 'segmentation':
      return <SegmentationFigure {...props} />;
    case 'funnel':
      return <FunnelFigure {...props} />;
    case 'retention':
      return <RetentionFigure {...props} />;
    case 'distribution':
      return <DistributionFigure {...props} />;
    case 'path':
      return <PathFigure {...props} />;
    case 'interval':
      return <IntervalFigure {...props} />;
    case 'session':
      return <SessionFigure {...props} />;
    case 'property':
      return <PropertyFigure {...props} />;
    case 'ltv':
      return <LtvFigure {...props} />;
    case 'stickiness':
      return <StickinessFigure {...props} />;
    case 'rfm':
      return <RfmFigure {...props} />;
  }
}
