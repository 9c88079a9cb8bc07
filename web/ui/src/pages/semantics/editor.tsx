import { useMutation } from '@tanstack/react-query';
import { useDeferredValue, useRef, useState } from 'react';
import { queryClient, useModel } from '@/api/queries';
import { saveModel, useModelCheck, type PlacedProblem } from '@/api/semantics';
import { Button, classes } from '@/design/button';
import { TextInput } from '@/design/inputs';
import { ErrorNotice, Loaded, Notice } from '@/design/states';
import { Card } from '@/design/surface';
import { toast } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import { semanticsTexts } from './texts';

export function ModelEditor({ editable }: { editable: boolean }) {
  const t = useTexts(semanticsTexts);
  const model = useModel();
  return (
    <Card title={t.document}>
      <p className="soft" style={{ marginBottom: 10 }}>
        {t.documentWhat}
      </p>
      <Loaded query={model}>
        {(yaml) => <YamlEditor key={yaml} yaml={yaml} editable={editable} />}
      </Loaded>
    </Card>
  );
}

function YamlEditor({ yaml, editable }: { yaml: string; editable: boolean }) {
  const t = useTexts(semanticsTexts);
  const [text, setText] = useState(yaml);
  const [comment, setComment] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const changed = text !== yaml;
  const settled = useDeferredValue(text);
  const problems = useModelCheck(settled, changed).data ?? [];
  const shown = changed ? problems : [];
  const save = useMutation({
    mutationFn: () => saveModel(text, comment),
    onSuccess: () => {
      toast(t.saved);
      void queryClient.invalidateQueries({ queryKey: ['model'] });
      void queryClient.invalidateQueries({ queryKey: ['catalog'] });
    },
  });
  return (
    <div className="stack">
      <NumberedText
        area={area}
        text={text}
        problems={shown}
        readOnly={!editable}
        onChange={setText}
      />
      {shown.length > 0 && (
        <Notice tone="bad">
          <ul aria-label={t.problems}>
            {shown.map((problem, i) => (
              <li key={i}>
                <Button small look="ghost" onClick={() => goTo(area.current, problem.line)}>
                  {t.line(problem.line)}
                </Button>{' '}
                {problem.message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {changed && shown.length === 0 && <Notice tone="good">{t.noProblems}</Notice>}
      {save.error && <ErrorNotice error={save.error} />}
      {editable && (
        <div className="row wrap">
          <TextInput
            aria-label={t.comment}
            placeholder={t.commentPlaceholder}
            value={comment}
            onChange={(e) => setComment(e.target.value)}
            style={{ maxWidth: 360 }}
          />
          <Button
            look="primary"
            disabled={!changed || shown.length > 0}
            busy={save.isPending}
            onClick={() => save.mutate()}
          >
            {t.save}
          </Button>
          <Button look="ghost" disabled={!changed} onClick={() => setText(yaml)}>
            {t.reset}
          </Button>
        </div>
      )}
    </div>
  );
}

interface NumberedTextProps {
  area: React.RefObject<HTMLTextAreaElement | null>;
  text: string;
  problems: PlacedProblem[];
  readOnly: boolean;
  onChange: (text: string) => void;
}

/** Text with the numbers of its lines; those with a problem are marked and say it on hover. */
function NumberedText({ area, text, problems, readOnly, onChange }: NumberedTextProps) {
  const t = useTexts(semanticsTexts);
  const gutter = useRef<HTMLDivElement>(null);
  const lines = text.split('\n').length;
  return (
    <div className="numbered">
      <div className="numbers" ref={gutter} aria-hidden>
        {Array.from({ length: lines }, (_, i) => {
          const here = problems.filter((problem) => problem.line === i + 1);
          return (
            <div
              key={i}
              className={classes(here.length > 0 && 'bad')}
              title={here.map((problem) => problem.message).join('\n')}
            >
              {i + 1}
            </div>
          );
        })}
      </div>
      <textarea
        ref={area}
        aria-label={t.documentLabel}
        className="input mono"
        spellCheck={false}
        wrap="off"
        rows={28}
        readOnly={readOnly}
        value={text}
        onChange={(e) => onChange(e.target.value)}
        onScroll={(e) => {
          if (gutter.current) gutter.current.scrollTop = e.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** Selects a line and brings it into view. */
function goTo(area: HTMLTextAreaElement | null, line: number) {
  if (!area) return;
  const lines = area.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  area.scrollTop = (area.scrollHeight / lines.length) * Math.max(0, line - 6);
}
