import { UserSearch, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '@/design/button';
import { Dialog } from '@/design/dialog';
import { useLanguage } from '@/i18n/language';
import { useTexts } from '@/i18n/texts';
import { RuleEditor } from '@/pages/audiences/rule-editor';
import { emptyRule, type GroupNode } from '@/rule/model';
import { sayRule } from '@/rule/words';
import type { Vocabulary } from '@/rule/vocabulary';
import { Problems } from './splits';
import { analysisTexts } from './texts';

interface FilterFieldProps {
  filter: GroupNode;
  vocabulary: Vocabulary;
  problems: string[];
  onChange: (filter: GroupNode) => void;
}

/** Whom the question is about, in words; the rule opens in a dialog of its own. */
export function FilterField({ filter, vocabulary, problems, onChange }: FilterFieldProps) {
  const t = useTexts(analysisTexts);
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const said = sayRule(filter, { language, vocabulary });
  return (
    <section className="question-part" aria-label={t.filter}>
      <h3>{t.filter}</h3>
      <div className="row wrap">
        {said && <span className="filter-words">{said}</span>}
        <Button small look={said ? 'secondary' : 'ghost'} onClick={() => setOpen(true)}>
          <UserSearch aria-hidden />
          {said ? t.filterChange : t.filterEdit}
        </Button>
        {said && (
          <IconButton label={t.filterClear} onClick={() => onChange(emptyRule())}>
            <X />
          </IconButton>
        )}
      </div>
      <Problems list={problems} />
      {open && (
        <Dialog
          wide
          title={t.filterTitle}
          onClose={() => setOpen(false)}
          foot={
            <Button look="primary" onClick={() => setOpen(false)}>
              {t.done}
            </Button>
          }
        >
          <RuleEditor
            root={filter}
            vocabulary={vocabulary}
            onChange={(edit) => onChange(edit(filter))}
          />
        </Dialog>
      )}
    </section>
  );
}
