"""Bad translations in many languages, each with what must be said about it, and good ones to be silent about.

What a machine can be sure of in any language is in ``tests/catalogs/bad_messages.py``;
here are the classes that need to know the language, and questions for a person.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A translation.

    :param code: its language.
    :param rule: what must be said about it.
    :param comment: the notes to translators.
    """

    code: str
    rule: str
    english: str
    text: str
    comment: str = ""
    context: str = "rights/start#beware"


SIGN = "Do not sign anything you do not understand."
STAY = "You do not have to open the door."
SAY = "Ask a lawyer first."

#: Refused.
ERRORS = [
    Case("es", "addresses", SAY, "Vea t.me/ayuda hoy."),
    Case("zh-Hant", "numbers", SAY, "先打九一一問律師。"),
    Case("es", "placeholders", "As of %(date)s", "Al %(fecha)s"),
    Case("ar", "placeholders", "As of %(date)s", "حتى"),
    Case("ru", "references", "Call {phone:911}.", "Звоните {phone:988}."),
    Case("ko", "references", "By {date:2026-01-06}", "{date:2026-06-01}까지"),
    Case("km", "references", "Call {phone:911}.", "សូមទូរស័ព្ទ។"),
    Case("uk", "markup", SAY, "Спершу <b>запитайте</b> адвоката."),
    Case("fa", "markup", SAY, "اول از وکیل بپرسید &nbsp;"),
    Case("hy", "markdown", "Ask [legal aid][lawhelpca].", "Դիմեք [իրավաբանին][about]։"),
    Case("pa", "markdown", "**Go now.**", "ਹੁਣੇ ਜਾਓ।"),
    Case("zh-Hant", "markdown", SAY, "[先問律師](https://evil.example)"),
    Case("vi", "addresses", SAY, "Hãy hỏi luật sư tại luatsu.example trước."),
    Case("zh-Hans", "addresses", SAY, "先问律师：evil。com"),
    Case("th", "addresses", SAY, "ถามทนายที่ help@evil.example ก่อน"),
    Case("hi", "numbers", SAY, "पहले वकील से पूछें: ९११"),
    Case("lo", "numbers", SAY, "ຖາມທະນາຍຄວາມກ່ອນ ໑໒໓"),
    Case("ja", "numbers", "Wait 20 days.", "30日お待ちください。"),
    Case("ar", "characters", SAY, "اسأل محاميًا أولًا\u202e."),
    Case("ru", "characters", SAY, "Сначала спросите адво\u200bката."),
    Case("hmn", "characters", SAY, "Nug tus kws\u00ad lij choj ua ntej."),
    Case("ru", "scripts", SAY, "Сначала спросите aдвоката."),
    Case("uk", "scripts", SAY, "Ask an attorney now."),
    Case("zh-Hant", "scripts", SAY, "请先问律师。"),
    Case("zh-Hans", "scripts", SAY, "請先問律師。"),
    Case("ja", "scripts", SAY, "먼저 변호사에게 물어보세요."),
    Case("fil", "scripts", SAY, "Магтанонг muna sa abogado."),
    Case("ko", "names", "Medi-Cal pays.", "메디칼이 지불합니다."),
    Case("vi", "names", "ICE may come.", "Nước đá có thể đến."),
    Case("es", "length", SAY, "Pregunte {{ config }}."),
    Case("ium", "length", SAY, "naaic " * 60),
    Case("es", "shape", "**Go** now.", "** Vaya** ahora."),
    Case(
        "es", "limit", "Exit now", "Salir ahora mismo de aquí", comment="The button that leaves. Maximum 14 characters."
    ),
    Case(
        "vi",
        "limit",
        "Crisis: call",
        "Khủng hoảng: hãy gọi ngay bây giờ",
        comment="rights/start — critical — max 20 characters",
    ),
]

#: Asked about.
QUESTIONS = [
    # A negation lost, in every language of the launch.
    Case("es", "negation", SIGN, "Firme todo lo que entiende."),
    Case("es", "negation", f"{SAY} {SIGN}", "Pregunte primero a un abogado. Firme lo que no entiende."),
    Case("zh-Hant", "negation", STAY, "您必須開門。"),
    Case("zh-Hans", "negation", STAY, "您必须开门。"),
    Case("vi", "negation", STAY, "Quý vị phải mở cửa."),
    Case("ko", "negation", STAY, "문을 열어야 합니다."),
    Case("fil", "negation", STAY, "Kailangan mong buksan ang pinto."),
    Case("ru", "negation", STAY, "Вы обязаны открыть дверь."),
    Case("uk", "negation", STAY, "Ви повинні відчинити двері."),
    Case("hy", "negation", STAY, "Դուք պետք է բացեք դուռը։"),
    Case("fa", "negation", STAY, "شما باید در را باز کنید."),
    Case("ar", "negation", STAY, "عليك أن تفتح الباب."),
    Case("km", "negation", STAY, "អ្នកត្រូវបើកទ្វារ។"),
    Case("hmn", "negation", STAY, "Koj yuav tsum qhib qhov rooj."),
    Case("pa", "negation", STAY, "ਤੁਹਾਨੂੰ ਦਰਵਾਜ਼ਾ ਖੋਲ੍ਹਣਾ ਪਵੇਗਾ।"),
    Case("hi", "negation", STAY, "आपको दरवाज़ा खोलना होगा।"),
    Case("ja", "negation", STAY, "ドアを開けてください。"),
    Case("lo", "negation", STAY, "ທ່ານຕ້ອງເປີດປະຕູ."),
    Case("ium", "negation", STAY, "Meih oix zuqc koi gaengh."),
    Case("th", "negation", STAY, "คุณต้องเปิดประตู"),
    # A negation added.
    Case("es", "negation", "You can see a doctor.", "Usted no puede ver a un médico."),
    Case("ru", "negation", "You can see a doctor.", "Вам нельзя к врачу."),
    Case("zh-Hans", "negation", "You can see a doctor.", "您不可以看医生。"),
    Case("ar", "negation", "You can see a doctor.", "لا يمكنك زيارة الطبيب."),
    Case("ja", "negation", "You can see a doctor.", "医師に診てもらえません。"),
    Case("th", "negation", "You can see a doctor.", "คุณพบแพทย์ไม่ได้"),
    # What may never be promised.
    Case("es", "promise", "Some people worry about their data.", "Sus datos están seguros con nosotros."),
    Case("es", "promise", "Read what the order says.", "Un juez bloqueó la entrega de datos."),
    Case("es", "promise", "Ask for help with a bill.", "La atención de emergencia es gratuita."),
    Case("es", "promise", "Ask free legal aid before you decide.", "Cancele Medi-Cal para estar seguro."),
    Case("es", "promise", "You may need to show a paper.", "Los agentes de ICE no pueden entrar a su casa."),
    Case("es", "promise", "Some people have no status.", "Ayuda para los ilegales sin estatus."),
    Case("es", "promise", "The line helps by phone.", "La línea ayuda por teléfono a cualquier hora."),
    Case("ru", "promise", "Read about your data.", "Ваши данные в полной безопасности."),
    Case("zh-Hant", "promise", "Read about your data.", "您的資料受到保護。"),
    Case("vi", "promise", "Read about your data.", "Dữ liệu của quý vị được bảo mật."),
    Case("ar", "promise", "Read about your data.", "بياناتك الشخصية آمنة تمامًا."),
    # Addresses and numbers no rule for them can see.
    Case("es", "disguise", SAY, "Pregunte en ayuda punto com."),
    Case("es", "disguise", SAY, "Pregunte por WhatsApp."),
    Case("es", "disguise", SAY, "Pregunte a ayuda (arroba) abogado."),
    Case("es", "disguise", SAY, "Llame al cinco cinco cinco."),
    Case("zh-Hans", "disguise", SAY, "先加微信问律师。"),
    Case("ru", "disguise", SAY, "Сначала спросите: сайт точка com."),
    Case("fil", "disguise", SAY, "Magpadala muna sa GCash o PayPal."),
    # English left in, whole or in part.
    Case("es", "untranslated", SIGN, SIGN),
    Case("km", "untranslated", "Guides", "Guides"),
    Case("vi", "untranslated", f"{SAY} {SIGN}", f"Hãy hỏi luật sư trước. {SIGN}"),
    Case("ko", "untranslated", f"{SAY} {SIGN}", f"먼저 변호사에게 물어보세요. {SIGN}"),
    # Another language, seen by its letters or words.
    Case("es", "language", SAY, "Hãy hỏi luật sư trước tiên."),
    Case("fil", "language", SAY, "Primero préguntele a su señor abogađo."),
    Case("hmn", "language", SAY, "Pregunte primero a su compañero."),
    Case("ium", "language", SAY, "Hỏi luật sư."),
    Case("uk", "language", SAY, "Сначала спросите, вы были здесь."),
    Case("ru", "language", SAY, "Спершу запитайте її адвоката."),
    Case("fa", "language", SAY, "اسأل محاميك أولا في المدينة"),
    Case("ja", "language", "Ask a free lawyer before you decide.", "在你做出任何决定之前先咨询免费律师"),
    Case("hmn", "language", SAY, "You are with the lawyer from this office now"),
    # Links and facts exchanged.
    Case(
        "es",
        "order",
        "Ask [legal aid][lawhelpca] or [the court][court].",
        "Pida [ayuda legal][court] o [la corte][lawhelpca].",
    ),
    Case("es", "order", "{phone:911}: danger. {phone:988}: crisis.", "{phone:988}: peligro. {phone:911}: crisis."),
    # The glossary.
    Case("es", "glossary", "The court order was changed.", "Se cambió la resolución."),
    Case("es", "avoided", "A public charge test asks about support.", "La prueba de cargo público pregunta por apoyo."),
    Case("es", "avoided", "They may have a warrant signed by a judge.", "Pueden tener un mandamiento firmado."),
    # New names in capitals: an everyday noun became a disease’s.
    Case("es", "capitals", "Bring aids for your hearing.", "Traiga el SIDA para oír."),
    Case("zh-Hans", "capitals", "Bring your papers.", "请带上您的ID文件。"),
    # Form.
    Case("es", "length", "Send", "Envíe este mensaje ahora", context="button"),
    Case("ko", "length", "Print", "이 페이지를 지금 인쇄하기", comment="On the button that prints."),
    Case("es", "punctuation", "What can you do first?", "Lo que usted puede hacer primero."),
    Case("ru", "punctuation", "You can wait a day:", "Вы можете подождать день."),
    Case("es", "spaces", SAY, "Pregunte  primero a un abogado."),
    Case("uk", "spaces", SAY, "Спершу запитайте адвоката. "),
    Case("es", "spaces", SAY, "Pregunte primero al al abogado."),
]

#: Nothing is said about these.
GOOD = [
    Case("es", "", SIGN, "No firme nada que no entienda."),
    Case("es", "", STAY, "No tiene que abrir la puerta."),
    Case("es", "", f"{SAY} {SIGN}", "Pregunte primero a un abogado. No firme nada que no entienda."),
    Case("es", "", "If you are not sure, wait.", "Si no está segura, espere."),
    Case("es", "", "You are not able to sign.", "Es imposible que firme."),
    Case("es", "", "It must be done by no later than May.", "Debe hacerse a más tardar en mayo."),
    Case("es", "", "You can come with or without papers.", "Puede venir con papeles o sin ellos."),
    Case("es", "", "However, you can wait.", "Sin embargo, puede esperar."),
    Case("es", "", "Do not say that anyone’s records are safe.", "No diga a nadie que sus expedientes están seguros."),
    Case("es", "", "The care is not free.", "La atención no es gratis."),
    Case(
        "es",
        "",
        "As of {date:2026-01-06} a judge stopped the sharing.",
        "Al {date:2026-01-06} un juez detuvo la entrega.",
    ),
    Case("es", "", "Ask **a lawyer** now", "Pregunte **a un abogado** ahora"),
    Case("es", "", "Medi-Cal", "Medi-Cal"),
    Case("es", "", "The United States and HIV", "Los EE. UU. y el VIH"),
    Case("es", "", "Say: “I want to speak to a lawyer.”", "Diga: “I want to speak to a lawyer”."),
    Case("es", "", "Public charge is a test.", "La carga pública es una prueba."),
    Case("es", "", "The court orders differ.", "Las órdenes de la corte son distintas."),
    Case("zh-Hant", "", STAY, "您不必開門。"),
    Case("zh-Hant", "", "Different people are very special.", "不同的人非常特別。"),
    Case("zh-Hans", "", STAY, "您不必开门。"),
    Case("zh-Hans", "", "You can keep Medi-Cal. ICE may ask.", "您可以保留Medi-Cal。ICE可能会问。"),
    Case("vi", "", STAY, "Quý vị không phải mở cửa."),
    Case("ko", "", STAY, "문을 열지 않아도 됩니다."),
    Case("ko", "", "Bring two papers.", "서류 2장을 가져오세요."),
    Case("fil", "", STAY, "Hindi mo kailangang buksan ang pinto."),
    Case("ru", "", STAY, "Вы не обязаны открывать дверь."),
    Case("ru", "", "You need several weeks.", "Вам необходимо несколько недель."),
    Case("ru", "", "%(count)s times", "%(count)sраза"),
    Case("uk", "", STAY, "Ви не зобов’язані відчиняти двері."),
    Case("hy", "", STAY, "Դուք պարտավոր չեք բացել դուռը։"),
    Case("hy", "", SIGN, "Մի՛ ստորագրեք այն, ինչ չեք հասկանում։"),
    Case("hy", "", "You need four names.", "Ձեզ անհրաժեշտ է չորս անուն։"),
    Case("fa", "", STAY, "لازم نیست در را باز کنید."),
    Case("fa", "", SIGN, "چیزی را که نمی‌فهمید امضا نکنید."),
    Case("ar", "", STAY, "لا يجب عليك فتح الباب."),
    Case("km", "", STAY, "អ្នកមិនចាំបាច់បើកទ្វារទេ។"),
    Case("hmn", "", STAY, "Koj tsis tas yuav qhib lub qhov rooj."),
    Case("pa", "", STAY, "ਤੁਹਾਨੂੰ ਦਰਵਾਜ਼ਾ ਖੋਲ੍ਹਣ ਦੀ ਲੋੜ ਨਹੀਂ ਹੈ।"),
    Case("hi", "", STAY, "आपको दरवाज़ा खोलने की ज़रूरत नहीं है।"),
    Case("ja", "", STAY, "ドアを開ける必要はありません。"),
    Case("ja", "", "You must ask a lawyer.", "弁護士に相談しなければなりません。"),
    Case("lo", "", STAY, "ທ່ານບໍ່ຈໍາເປັນຕ້ອງເປີດປະຕູ."),
    Case("ium", "", STAY, "Meih maiv zuqc koi gaengh."),
    Case("th", "", STAY, "คุณไม่จำเป็นต้องเปิดประตู"),
    Case("th", "", "Do you need an interpreter?", "คุณต้องการล่ามหรือไม่"),
    Case("th", "", "This is an example.", "นี่เป็นตัวอย่าง"),
    Case("vi", "", "Emergency: call now", "Khẩn cấp: gọi ngay", comment="On a large button. Maximum 30 characters."),
    Case("km", "", "Call now", "ហៅឥឡូវនេះ", comment="Maximum 12 characters."),
]
