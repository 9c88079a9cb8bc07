import { CircleHelp, CircleSlash } from 'lucide-react';
import type { Reply } from '@/api/answers';
import { CodeBlock } from '@/design/code-block';
import { Notice } from '@/design/states';
import { Badge, Disclosure } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { AnswerView } from './answer-view';
import { askTexts } from './texts';

interface ReplyCardProps {
  reply: Reply;
  onAsk: (question: string) => void;
}

export function ReplyCard({ reply, onAsk }: ReplyCardProps) {
  switch (reply.kind) {
    case 'answer':
    case 'audience':
      return <AnswerCard reply={reply} onAsk={onAsk} />;
    case 'clarify':
      return <ClarifyCard reply={reply} onAsk={onAsk} />;
    case 'refuse':
      return <RefuseCard reply={reply} onAsk={onAsk} />;
  }
}

function AnswerCard({ reply, onAsk }: ReplyCardProps) {
  const t = useTexts(askTexts);
  const f = useFormat();
  const read = f.language === 'zh' ? reply.plan?.text_zh : reply.plan?.text_en;
  const lineage = reply.lineage ?? [];
  return (
    <article className="card answer">
      <div className="row apart" style={{ alignItems: 'flex-start' }}>
        <AnswerText text={reply.text} />
        {typeof reply.confidence === 'number' && (
          <span title={t.confidenceWhat}>
            <Badge tone={reply.confidence >= 0.75 ? 'good' : 'warn'}>
              {t.confidence(f.percent(reply.confidence, 0))}
            </Badge>
          </span>
        )}
      </div>
      <AnswerView reply={reply} />
      {reply.truncated && <Notice tone="warn">{t.truncated}</Notice>}
      <div className="answer-more">
        {read && (
          <Disclosure title={t.howRead} open>
            <p className="soft">{read}</p>
          </Disclosure>
        )}
        {reply.sql && (
          <Disclosure title={t.sql}>
            <CodeBlock code={reply.sql} label={t.sql} />
          </Disclosure>
        )}
        {lineage.length > 0 && (
          <Disclosure title={t.lineage}>
            <dl className="lineage">
              {lineage.map((item, i) => (
                <div key={i}>
                  <dt>
                    <strong>{item.element}</strong> <Badge>{item.kind}</Badge>
                  </dt>
                  <dd className="soft small">{item.definition}</dd>
                </div>
              ))}
            </dl>
          </Disclosure>
        )}
      </div>
      <Suggestions questions={reply.suggestions ?? []} onAsk={onAsk} />
    </article>
  );
}

/** The answer, with what it adds on further lines set smaller. */
function AnswerText({ text }: { text: string }) {
  const [first, ...more] = text.split('\n');
  return (
    <div>
      <p className="answer-text">{first}</p>
      {more.map((line) => (
        <p key={line} className="small muted" style={{ marginTop: 4 }}>
          {line}
        </p>
      ))}
    </div>
  );
}

function ClarifyCard({ reply, onAsk }: ReplyCardProps) {
  return (
    <article className="card answer">
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <CircleHelp aria-hidden size={19} color="var(--accent)" style={{ marginTop: 3 }} />
        <p className="answer-text">{reply.text}</p>
      </div>
      <div className="row wrap">
        {(reply.choices ?? []).map((choice) => (
          <button
            key={choice.question}
            type="button"
            className="button"
            title={choice.question}
            onClick={() => onAsk(choice.question)}
          >
            {choice.label}
          </button>
        ))}
      </div>
    </article>
  );
}

function RefuseCard({ reply, onAsk }: ReplyCardProps) {
  const t = useTexts(askTexts);
  return (
    <article className="card answer" aria-label={t.refused}>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <CircleSlash aria-hidden size={19} color="var(--warn)" style={{ marginTop: 3 }} />
        <p className="answer-text">{reply.text}</p>
      </div>
      <Suggestions questions={reply.suggestions ?? []} onAsk={onAsk} />
    </article>
  );
}

function Suggestions({ questions, onAsk }: { questions: string[]; onAsk: (q: string) => void }) {
  const t = useTexts(askTexts);
  if (questions.length === 0) return null;
  return (
    <div className="row wrap" role="group" aria-label={t.suggestions}>
      {questions.map((question) => (
        <button key={question} type="button" className="chip" onClick={() => onAsk(question)}>
          {question}
        </button>
      ))}
    </div>
  );
}
