import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/api/client';
import { queryClient, useModel } from '@/api/queries';
import { Button } from '@/design/button';
import { TextArea } from '@/design/inputs';
import { ErrorNotice, Loaded } from '@/design/states';
import { Card } from '@/design/surface';
import { toast } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import { settingsTexts } from './texts';

export function ModelEditor() {
  const t = useTexts(settingsTexts);
  const model = useModel();
  return (
    <Card title={t.model}>
      <p className="soft" style={{ marginBottom: 10 }}>
        {t.modelWhat}
      </p>
      <Loaded query={model}>{(yaml) => <YamlEditor key={yaml} yaml={yaml} />}</Loaded>
    </Card>
  );
}

function YamlEditor({ yaml }: { yaml: string }) {
  const t = useTexts(settingsTexts);
  const [text, setText] = useState(yaml);
  const save = useMutation({
    mutationFn: () =>
      call<unknown>('PUT', '/api/catalog/model', { body: text, contentType: 'application/yaml' }),
    onSuccess: () => {
      toast(t.saved);
      void queryClient.invalidateQueries({ queryKey: ['model'] });
      void queryClient.invalidateQueries({ queryKey: ['catalog'] });
    },
  });
  const changed = text !== yaml;
  return (
    <div className="stack">
      <TextArea
        mono
        aria-label={t.modelLabel}
        rows={26}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      {save.error && <ErrorNotice error={save.error} />}
      <div className="row">
        <Button
          look="primary"
          disabled={!changed}
          busy={save.isPending}
          onClick={() => save.mutate()}
        >
          {t.save}
        </Button>
        <Button look="ghost" disabled={!changed} onClick={() => setText(yaml)}>
          {t.reset}
        </Button>
      </div>
    </div>
  );
}
