/** Only the parts of ECharts that the console draws with; loaded when the first chart is shown. */
import { BarChart, LineChart, PieChart, SankeyChart, TreemapChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([
  BarChart,
  LineChart,
  PieChart,
  SankeyChart,
  TreemapChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  SVGRenderer,
]);

export const draw = (element: HTMLElement) => echarts.init(element, null, { renderer: 'svg' });
