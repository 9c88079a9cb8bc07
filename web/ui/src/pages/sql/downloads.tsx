import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { callBlob } from '@/api/client';
import { Button } from '@/design/button';
import { toastError } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import { sqlTexts } from './texts';

const formats = [
  { name: 'CSV', accept: 'text/csv', extension: 'csv' },
  { name: 'Parquet', accept: 'application/vnd.apache.parquet', extension: 'parquet' },
] as const;

/** All rows of the statement as a file, not only those that are shown. */
export function Downloads({ sql }: { sql: string }) {
  const t = useTexts(sqlTexts);
  const download = useMutation({
    mutationFn: async (format: (typeof formats)[number]) => {
      const file = await callBlob('POST', '/api/sql', format.accept, { json: { sql } });
      const url = URL.createObjectURL(file);
      const link = document.createElement('a');
      link.href = url;
      link.download = `result.${format.extension}`;
      link.click();
      URL.revokeObjectURL(url);
    },
    onError: toastError,
  });
  return (
    <span className="row">
      {formats.map((format) => (
        <Button
          key={format.name}
          small
          look="ghost"
          title={t.download(format.name)}
          disabled={download.isPending || sql.trim() === ''}
          onClick={() => download.mutate(format)}
        >
          <Download aria-hidden />
          {format.name}
        </Button>
      ))}
    </span>
  );
}
