import '@fontsource-variable/inter/index.css';
import '@/design/css/index.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from '@/api/queries';
import { applyTheme } from '@/design/theme';
import { language } from '@/i18n/language';
import { App } from './app';

applyTheme();
document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
