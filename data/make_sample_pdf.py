"""Make `samples/dialysis-cramps.pdf`: python data/make_sample_pdf.py [target].

Needs reportlab, a dependency of the tests only; the same version gives the same bytes.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

TARGET = Path(__file__).parent / "samples" / "dialysis-cramps.pdf"
TITLE = "Cramps during dialysis"
PUBLISHER = "Northmoor Kidney Unit"

# One paragraph a line. "# " is the title, "## " a heading, "- " a list item.
ARTICLE = """\
# Cramps during dialysis
A guide for patients and their families
Many people on haemodialysis know this: two or three hours into the session, a foot or a calf seizes up. Muscle \
cramps are one of the most common complications of dialysis. About a third of patients have them, and they are a \
frequent reason for ending a session early.
## Why do cramps happen?
During haemodialysis the machine takes out the water that your kidneys can no longer remove. If a lot of water must \
go in a short time, your blood pressure drops and the muscles receive too little blood. Rapid removal of fluid is \
the main cause of dialysis cramps. Other possible causes are:
- low blood pressure
- low sodium in the dialysis fluid
- low magnesium
- low calcium
- carnitine deficiency
Cramps at home have causes of their own. Kidney failure upsets the balance of salts in the body and damages nerves, \
and this condition, which is called uraemic neuropathy, can also cause cramps and restless legs. Diabetes, the most \
frequent cause of kidney failure, adds to the nerve damage.
## Where do they occur?
Dialysis cramps occur mostly in the legs and feet. They can also affect the hands, the arms and the abdomen. They \
usually come towards the end of the session.
## What will the nurse do?
The nurse will slow down or pause the removal of water. Saline, given through the dialysis line, raises the blood \
pressure and relieves the cramp within minutes. A concentrated sugar solution works as well, and it is preferred in \
people without diabetes. Stretching and massage help while you wait. A warm pack eases the soreness.
Please tell us early. A cramp that is only starting is easier to stop.
## How can cramps be prevented?
Drink less between sessions. The less fluid you gain, the less has to be removed. Restricting fluid prevents cramps \
better than any tablet does.
Eat less salt. Salt causes thirst, and thirst makes you drink. Soups, sausages and ready meals contain a great deal \
of sodium.
Longer sessions. An extra half hour allows us to take the water off gently. Longer dialysis reduces cramps.
Cooler dialysis fluid. It keeps the blood pressure steady and may prevent cramps.
Exercise. Cycling during dialysis, on a pedal machine at the foot of the chair, reduces cramps in some patients.
## What about tablets?
Vitamin E may reduce dialysis cramps; small trials found fewer cramps in those who took it. Vitamin C might help as \
well, but in kidney failure high doses of vitamin C can cause kidney stones. Some doctors give carnitine. The \
evidence for carnitine is weak.
Do not take magnesium without asking us. Healthy kidneys get rid of surplus magnesium, but in kidney failure it \
builds up, and too much magnesium causes weakness and a slow heartbeat. There is no proof that magnesium tablets \
prevent dialysis cramps.
Quinine was used for many years. It is no longer recommended, since it can cause bleeding and an irregular heartbeat.
Do not eat bananas against cramps either. Bananas contain potassium, and in kidney failure potassium rises quickly. \
High potassium can stop the heart.
## Ring the unit
if cramps come at home on several days a week, if your legs stay numb, or if your weight between two sessions rises \
by more than two kilograms.
"""


def _styles() -> dict[str, ParagraphStyle]:
    sheet = getSampleStyleSheet()
    item = ParagraphStyle("item", parent=sheet["BodyText"], leftIndent=6 * mm, bulletIndent=2 * mm)
    return {"# ": sheet["Title"], "## ": sheet["Heading2"], "- ": item, "": sheet["BodyText"]}


def _story(article: str) -> list[Flowable]:
    """The article's lines as paragraphs, headings and list items."""
    styles = _styles()
    story: list[Flowable] = []
    for line in article.splitlines():
        mark = next(mark for mark in styles if line.startswith(mark))
        bullet = "•" if mark == "- " else None
        story.append(Paragraph(line[len(mark) :], styles[mark], bulletText=bullet))
        if mark == "# ":
            story.append(Spacer(1, 4 * mm))
    return story


def _footer(canvas: Any, document: Any) -> None:
    """Draw what a printed leaflet has at the foot of each page; a reader should leave it out."""
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    canvas.drawString(25 * mm, 12 * mm, PUBLISHER + " · Leaflet 31")
    canvas.drawRightString(185 * mm, 12 * mm, "Page " + str(document.page))
    canvas.restoreState()


def make_pdf() -> bytes:
    """Give the PDF's bytes: uncompressed and without a date, so that they do not depend on zlib or the clock."""
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=25 * mm,
        rightMargin=25 * mm,
        title=TITLE,
        author=PUBLISHER,
        subject="Patient leaflet",
        invariant=1,
        pageCompression=0,
    )
    document.build(_story(ARTICLE), onFirstPage=_footer, onLaterPages=_footer)
    return target.getvalue()


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET).write_bytes(make_pdf())
